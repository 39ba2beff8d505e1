package dev.bluebell.blossom;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a token shall allow, where and for how long (BUD-11).
 *
 * @param verb what the bearer may do
 * @param hashes to which blobs; none means every blob
 * @param servers the domains or URLs where it is good; none means every server
 * @param lifetime from now on, more than nothing
 * @param sentence what a person reads who is asked to sign
 */
public record TokenTerms(Verb verb, List<BlobHash> hashes, List<String> servers, Duration lifetime, String sentence) {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if the terms are too wide: a verb that writes needs a hash, and
     *     {@link Verb#DELETE} a server too, or any server could replay the token against the others
     */
    public TokenTerms {
        hashes = List.copyOf(hashes);
        servers = List.copyOf(servers);
        boolean writes = verb != Verb.GET && verb != Verb.LIST;
        if (writes && hashes.isEmpty()) {
            throw new IllegalArgumentException("a token to %s must name the blobs".formatted(verb.tag()));
        }
        if (verb == Verb.DELETE && servers.isEmpty()) {
            throw new IllegalArgumentException("a token to delete must name the servers");
        }
        if (!lifetime.isPositive()) {
            throw new IllegalArgumentException("a token must live for more than " + lifetime);
        }
        if (sentence.isBlank()) {
            throw new IllegalArgumentException("a token must say what it is for");
        }
    }

    /** Terms for a verb: every blob on every server for an hour, until narrowed. */
    public static Builder builder(Verb verb) {
        return new Builder(verb);
    }

    /** Collects terms. Not thread-safe. */
    public static final class Builder {

        private final Verb verb;
        private final List<BlobHash> hashes = new ArrayList<>();
        private final List<String> servers = new ArrayList<>();
        private Duration lifetime = Duration.ofHours(1);
        private String sentence;

        private Builder(Verb verb) {
            this.verb = verb;
            this.sentence = switch (verb) {
                case GET -> "Get from Blossom";
                case UPLOAD -> "Upload to Blossom";
                case LIST -> "List my blobs on Blossom";
                case DELETE -> "Delete from Blossom";
                case MEDIA -> "Upload media to Blossom";
            };
        }

        /** One more blob that the token is good for. */
        public Builder hash(BlobHash hash) {
            hashes.add(hash);
            return this;
        }

        /**
         * One more server that the token is good for, by its domain.
         *
         * @throws IllegalArgumentException if the URL cannot be that of a Blossom server
         */
        public Builder server(URI url) {
            servers.add(new ServerAddress(url).domain());
            return this;
        }

        /** As {@link #server}, with its full URL in a second tag: some servers (route96) know themselves by nothing else. */
        public Builder serverWithUrl(URI url) {
            servers.add(new ServerAddress(url).toString());
            return server(url);
        }

        /** How long the token is good for; an hour if not said. */
        public Builder lifetime(Duration time) {
            this.lifetime = time;
            return this;
        }

        /** What the token is for, in words; a plain sentence about the verb if not said. */
        public Builder sentence(String text) {
            this.sentence = text;
            return this;
        }

        /**
         * The terms as they are now.
         *
         * @throws IllegalArgumentException if they are too wide, see {@link TokenTerms}
         */
        public TokenTerms build() {
            return new TokenTerms(verb, hashes, servers, lifetime, sentence);
        }
    }
}
