package dev.bluebell.server.policy;

import java.util.List;

/** One rule for uploads. Rules are asked in order, and the first that refuses ends it. Thread-safe, does not block. */
@FunctionalInterface
public interface UploadRule {

    /** {@return what this rule says of {@code request}} */
    Decision decide(UploadRequest request);

    /** {@return the rules that every server has: who may upload, and how much} */
    static List<UploadRule> of(Uploaders uploaders, long blobBytes) {
        return List.of(
                request -> uploaders.allow(request.author())
                        ? new Decision.Pass()
                        : new Decision.Refuse(
                                403,
                                "key " + request.author().hex() + " may not upload here; ask the operator to add it"),
                request -> request.sizeBytes().orElse(0) <= blobBytes
                        ? new Decision.Pass()
                        : new Decision.Refuse(
                                413,
                                "the blob has " + request.sizeBytes().getAsLong() + " bytes, at most " + blobBytes
                                        + " are taken here"));
    }

    /** {@return the first refusal of {@code rules}, or a pass} */
    static Decision decide(List<UploadRule> rules, UploadRequest request) {
        for (UploadRule rule : rules) {
            if (rule.decide(request) instanceof Decision.Refuse refusal) {
                return refusal;
            }
        }
        return new Decision.Pass();
    }
}
