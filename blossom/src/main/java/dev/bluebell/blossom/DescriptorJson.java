package dev.bluebell.blossom;

import dev.bluebell.media.FileTypes;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of descriptors, which comes from servers of every kind and may be hostile. */
final class DescriptorJson {

    private static final int MAX_URL_CHARACTERS = 8192;

    /** Without its memory for names, in which a server could have as many as it likes. */
    private static final JsonMapper JSON = new JsonMapper(JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .build());

    private static final Pattern BEYOND_ASCII = Pattern.compile("\\P{ASCII}+");

    private DescriptorJson() {}

    static BlobDescriptor one(String json) {
        return read(json, DescriptorJson::one);
    }

    static List<BlobDescriptor> many(String json) {
        return read(json, DescriptorJson::many);
    }

    private static List<BlobDescriptor> many(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new BlossomException.Malformed("a list of blobs must be a JSON array");
        }
        List<BlobDescriptor> blobs = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            blobs.add(one(parser));
        }
        return blobs;
    }

    private static BlobDescriptor one(JsonParser parser) {
        return descriptor(DescriptorFields.read(parser));
    }

    static String write(BlobDescriptor descriptor) {
        ObjectNode object = JSON.createObjectNode()
                .put("url", descriptor.url().toString())
                .put("sha256", descriptor.hash().hex())
                .put("size", descriptor.sizeBytes())
                .put("type", descriptor.type())
                .put("uploaded", descriptor.uploaded().getEpochSecond());
        if (!descriptor.nip94().isEmpty()) {
            object.set("nip94", JSON.valueToTree(descriptor.nip94()));
        }
        return JSON.writeValueAsString(object);
    }

    /** Reads a text that has one value and nothing else. */
    private static <T> T read(String json, Function<JsonParser, T> value) {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            T read = value.apply(parser);
            if (parser.nextToken() != null) {
                throw new BlossomException.Malformed("there is something behind the JSON of a blob descriptor");
            }
            return read;
        } catch (JacksonException e) {
            throw new BlossomException.Malformed("a blob descriptor must be JSON", e);
        }
    }

    private static BlobDescriptor descriptor(DescriptorFields fields) {
        JsonNode object = fields.values();
        try {
            return new BlobDescriptor(
                    url(object),
                    hash(object),
                    size(object),
                    type(object),
                    uploaded(object.path("uploaded")),
                    fields.nip94());
        } catch (IllegalArgumentException e) {
            throw new BlossomException.Malformed("a blob descriptor makes no sense: " + e.getMessage(), e);
        }
    }

    /** In ASCII: other characters can make a URL look like another one. */
    private static URI url(JsonNode object) {
        String url = text(object, "url");
        if (url.length() > MAX_URL_CHARACTERS) {
            throw new BlossomException.Malformed(
                    "the url of a blob descriptor is longer than %d characters".formatted(MAX_URL_CHARACTERS));
        }
        try {
            return new URI(BEYOND_ASCII
                    .matcher(url)
                    .replaceAll(piece -> URLEncoder.encode(piece.group(), StandardCharsets.UTF_8)));
        } catch (URISyntaxException e) {
            throw new BlossomException.Malformed("the url of a blob descriptor is no URL", e);
        }
    }

    /** What is no type is none, and says nothing against the blob. */
    private static String type(JsonNode object) {
        String type = object.path("type").stringValue(BlobDescriptor.UNKNOWN_TYPE);
        return FileTypes.isMediaType(type) ? type : BlobDescriptor.UNKNOWN_TYPE;
    }

    private static BlobHash hash(JsonNode object) {
        return BlobHash.parse(text(object, "sha256"))
                .orElseThrow(() -> new BlossomException.Malformed("the sha256 of a blob descriptor is no hash"));
    }

    private static long size(JsonNode object) {
        return object.path("size")
                .longValueOpt()
                .orElseThrow(() -> new BlossomException.Malformed("a blob descriptor has no size in bytes"));
    }

    private static String text(JsonNode object, String name) {
        return object.path(name)
                .stringValueOpt()
                .orElseThrow(() -> new BlossomException.Malformed("a blob descriptor has no " + name));
    }

    private static Instant uploaded(JsonNode seconds) {
        try {
            return Instant.ofEpochSecond(seconds.longValueOpt().orElse(0));
        } catch (DateTimeException e) {
            throw new BlossomException.Malformed("a blob descriptor was uploaded at no possible time", e);
        }
    }
}
