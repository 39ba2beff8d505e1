package dev.bluebell.testing;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PDS of AT Protocol that is not ours, with a PLC directory and one account, in a process of its own on 127.0.0.1; it
 * forgets everything at its end. It takes about 3 s to start. Thread-safe.
 */
public final class RealPds implements AutoCloseable {

    /** The handle of the account. */
    public static final String HANDLE = "alice.test";

    private final NodeProgram program;

    private RealPds(NodeProgram program) {
        this.program = program;
    }

    /** {@return a PDS, listening} */
    public static RealPds start() {
        return builder().start();
    }

    /** {@return one to be set up} */
    public static Builder builder() {
        return new Builder();
    }

    /** Where its handles, DIDs and records are asked for, {@code http://localhost:PORT}. */
    public URI url() {
        return URI.create(told("url"));
    }

    /** The PLC directory, {@code http://localhost:PORT}. */
    public URI plcUrl() {
        return URI.create(told("plcUrl"));
    }

    /** The DID of the PDS itself. */
    public String serviceDid() {
        return told("serviceDid");
    }

    /** The DID of the account. */
    public String did() {
        return told("did");
    }

    /** The password of the account. */
    public String password() {
        return told("password");
    }

    /** The password of the user {@code admin}. */
    public String adminPassword() {
        return told("adminPassword");
    }

    private String told(String name) {
        Matcher field = Pattern.compile('"' + name + "\":\"([^\"]*)\"").matcher(program.firstLine());
        if (!field.find()) {
            throw new IllegalStateException("the PDS says no " + name + ": " + program.firstLine());
        }
        return field.group(1);
    }

    /** Stops it. */
    @Override
    public void close() {
        program.stop();
    }

    /** What a PDS may be told. Not thread-safe. */
    public static final class Builder {

        private final Map<String, String> environment = new LinkedHashMap<>();

        private Builder() {}

        /** On which port it listens, that of one that was there before. */
        public Builder port(int port) {
            environment.put("PDS_PORT", Integer.toString(port));
            return this;
        }

        /** Has it limit how often it is asked, as it does in public. */
        public Builder rateLimits() {
            environment.put("PDS_RATE_LIMITS", "1");
            return this;
        }

        /** The largest blob that it takes, in bytes; 5 MiB if not said. */
        public Builder blobLimit(long bytes) {
            environment.put("PDS_BLOB_LIMIT", Long.toString(bytes));
            return this;
        }

        /** Where it passes on what is for an AppView; nowhere if not said. */
        public Builder appView(URI url, String did) {
            environment.put("PDS_APPVIEW_URL", url.toString());
            environment.put("PDS_APPVIEW_DID", did);
            return this;
        }

        /** The PDS, listening. */
        public RealPds start() {
            return new RealPds(NodeProgram.start("pds", environment));
        }
    }
}
