package dev.bluebell.bluesky.xrpc;

import tools.jackson.databind.JsonNode;

/** What calls cost of an account's write budget: 3 points to create a record, 2 to replace one, 1 to delete one. */
final class WriteCost {

    private static final int CREATE = 3;
    private static final int UPDATE = 2;
    private static final int DELETE = 1;

    private WriteCost() {}

    static int of(XrpcRequest request) {
        return switch (request.endpoint().value()) {
            case "com.atproto.repo.createRecord" -> CREATE;
            case "com.atproto.repo.putRecord" -> UPDATE;
            case "com.atproto.repo.deleteRecord" -> DELETE;
            case "com.atproto.repo.applyWrites" ->
                request.body() instanceof Body.Json(JsonNode tree) ? ofWrites(tree.path("writes")) : 0;
            default -> 0;
        };
    }

    private static int ofWrites(JsonNode writes) {
        return writes.valueStream().mapToInt(WriteCost::ofWrite).sum();
    }

    private static int ofWrite(JsonNode write) {
        return switch (write.path("$type").asString("")) {
            case "com.atproto.repo.applyWrites#update" -> UPDATE;
            case "com.atproto.repo.applyWrites#delete" -> DELETE;
            default -> CREATE;
        };
    }
}
