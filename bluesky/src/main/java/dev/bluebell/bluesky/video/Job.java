package dev.bluebell.bluesky.video;

import dev.bluebell.bluesky.repo.Blob;
import dev.bluebell.bluesky.xrpc.Fields;
import java.util.Optional;

/**
 * What the service is at.
 *
 * @param id by which it knows the job
 * @param state in its words; those that are not known mean that it works
 * @param percent how far it is, 0 to 100
 * @param blob the video, when it is done
 * @param code what kind of failure
 * @param why what it says of a failure
 */
record Job(String id, String state, int percent, Optional<Blob> blob, String code, String why) {

    private static final int ALL = 100;

    /** Reads a status, which some endpoints wrap and some do not. */
    static Job read(Fields answer) {
        Fields status = answer.findObject("jobStatus").orElse(answer);
        return new Job(
                status.findText("jobId").orElse(""),
                status.findText("state").orElse(""),
                (int) Math.clamp(status.findNumber("progress").orElse(0L), 0L, (long) ALL),
                status.findObject("blob").map(Blob::read),
                status.findText("failureCode")
                        .or(() -> status.findText("error"))
                        .orElse("unknown"),
                status.findText("message").or(() -> status.findText("error")).orElse(""));
    }

    boolean isFailed() {
        return state.equals("JOB_STATE_FAILED");
    }
}
