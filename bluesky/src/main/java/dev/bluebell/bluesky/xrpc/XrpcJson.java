package dev.bluebell.bluesky.xrpc;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON that anybody may have written. */
public final class XrpcJson {

    /** Nothing of AT Protocol nests as deep; threads of replies come nearest. */
    private static final int DEEPEST = 200;

    private static final int LONGEST_NUMBER = 100;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .build())
            .build();

    private XrpcJson() {}

    /** A mapper that refuses what nests too deep. */
    public static JsonMapper mapper() {
        return MAPPER;
    }
}
