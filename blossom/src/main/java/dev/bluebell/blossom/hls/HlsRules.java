package dev.bluebell.blossom.hls;

/**
 * What a playlist may name, and how much of it.
 *
 * @param keepRemote whether addresses elsewhere are left as they are, instead of being an error
 * @param publishKeys whether a file with a key is a piece as any other, instead of being an error: who has the video then
 *     has the key too
 * @param playlistBytes the longest playlist
 * @param playlists the most playlists
 * @param files the most files that are no playlists
 */
public record HlsRules(boolean keepRemote, boolean publishKeys, int playlistBytes, int playlists, int files) {

    /** Neither; 4 MiB, 100 playlists, 100,000 files. */
    public static HlsRules defaults() {
        return new HlsRules(false, false, 4 << 20, 100, 100_000);
    }

    /** The same, leaving addresses elsewhere or not. */
    public HlsRules withKeepRemote(boolean yes) {
        return new HlsRules(yes, publishKeys, playlistBytes, playlists, files);
    }

    /** The same, publishing keys or not. */
    public HlsRules withPublishKeys(boolean yes) {
        return new HlsRules(keepRemote, yes, playlistBytes, playlists, files);
    }
}
