package dev.bluebell.blossom.servers;

/**
 * How much a {@code blossom:} URI may ask of whoever follows it; what is beyond is passed over.
 *
 * @param hints how many addresses of its own hints are tried; a host without a scheme has two
 * @param authors the lists of how many authors are looked up
 * @param serversOfAuthor how many servers of each author are tried
 */
public record SearchLimits(int hints, int authors, int serversOfAuthor) {

    /** 16 addresses, 4 authors, 8 servers of each. */
    public static SearchLimits defaults() {
        return new SearchLimits(16, 4, 8);
    }
}
