package dev.bluebell.bluesky.video;

import dev.bluebell.bluesky.xrpc.Fields;
import java.util.OptionalLong;

/**
 * How many videos an account may still send today.
 *
 * @param canUpload whether any
 * @param videos how many, if the service says
 * @param bytes how many bytes, if the service says
 * @param message why not; empty if there is nothing to say
 */
public record UploadAllowance(boolean canUpload, OptionalLong videos, OptionalLong bytes, String message) {

    static UploadAllowance read(Fields fields) {
        return new UploadAllowance(
                fields.flag("canUpload"),
                number(fields, "remainingDailyVideos"),
                number(fields, "remainingDailyBytes"),
                fields.findText("message").or(() -> fields.findText("error")).orElse(""));
    }

    private static OptionalLong number(Fields fields, String name) {
        return fields.findNumber(name).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }
}
