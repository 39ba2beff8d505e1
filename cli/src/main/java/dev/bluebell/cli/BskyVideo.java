package dev.bluebell.cli;

import dev.bluebell.blossom.client.LocalBlob;
import dev.bluebell.bluesky.Cid;
import dev.bluebell.bluesky.post.AspectRatio;
import dev.bluebell.bluesky.post.Media;
import dev.bluebell.bluesky.repo.Blob;
import dev.bluebell.bluesky.video.VideoFile;
import dev.bluebell.bluesky.video.VideoOutcome;
import dev.bluebell.bluesky.video.Videos;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The video of a post: looked at, given to the video service, and waited for. */
record BskyVideo(Shell shell, Videos videos) {

    private static final String TYPE = "video/mp4";

    Media.Video send(Path file, String alt) {
        VideoFile looked = videos.look(file);
        VideoOutcome outcome = videos.upload(file, (state, percent) -> {
            if (shell.terminal()) {
                shell.say("the video service is at %d %%".formatted(percent));
            }
        });
        return switch (outcome) {
            case VideoOutcome.Ready(Blob blob) -> video(blob, alt, looked);
            case VideoOutcome.NotAllowed(String why) ->
                throw new CommandException("the account may not send this video: " + why);
            case VideoOutcome.Failed(String code, String why) ->
                throw new CommandException("the video service cannot use %s: %s (%s)".formatted(file, why, code));
            case VideoOutcome.Unfinished(String job, int percent) ->
                throw new CommandException(
                        "the video service is at %d %% of %s after a long time; give the same command again later"
                                .formatted(percent, file));
        };
    }

    /** As if it had been sent, though the service would make another file of it. */
    Media.Video unsent(Path file, String alt) {
        VideoFile looked = videos.look(file);
        LocalBlob blob = LocalBlob.of(file);
        return video(new Blob(Cid.ofBlob(blob.hash().hex()), TYPE, blob.sizeBytes()), alt, looked);
    }

    private static Media.Video video(Blob blob, String alt, VideoFile looked) {
        AspectRatio ratio = new AspectRatio(looked.width(), looked.height());
        return new Media.Video(blob, alt, Optional.of(ratio), List.of(), false);
    }
}
