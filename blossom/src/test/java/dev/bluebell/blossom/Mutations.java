package dev.bluebell.blossom;

import java.util.Random;

/** Small damage to a text, as bad luck or bad will would do it. */
final class Mutations {

    private static final String PIECES = "{}[]\":,\\ \n0-e\u0000\u00e9\ud83d=+/";

    private Mutations() {}

    /** The text with one to three places cut, doubled, swapped or overwritten. */
    static String of(String text, Random random) {
        StringBuilder mutant = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0 && !mutant.isEmpty(); i--) {
            int at = random.nextInt(mutant.length());
            char piece = PIECES.charAt(random.nextInt(PIECES.length()));
            switch (random.nextInt(4)) {
                case 0 -> mutant.delete(at, Math.min(mutant.length(), at + 1 + random.nextInt(8)));
                case 1 -> mutant.insert(at, mutant.substring(at, Math.min(mutant.length(), at + random.nextInt(40))));
                case 2 -> mutant.setCharAt(at, piece);
                default -> mutant.insert(at, piece);
            }
        }
        return mutant.toString();
    }
}
