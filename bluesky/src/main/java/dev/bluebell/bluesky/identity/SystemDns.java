package dev.bluebell.bluesky.identity;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.BlueskyException.Unreachable.Delivery;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/**
 * Asks the name servers of this machine, or those of an address like {@code dns://127.0.0.1:53}.
 *
 * @param servers empty for those of this machine
 */
public record SystemDns(String servers) implements TxtRecords {

    /** Per try; there are two. */
    private static final String TIMEOUT_MILLIS = "2500";

    private static final String TRIES = "2";
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** The name servers of this machine. */
    public SystemDns() {
        this("");
    }

    @Override
    public List<String> of(String name) {
        try {
            return ask(name);
        } catch (NameNotFoundException e) {
            return List.of();
        } catch (NamingException e) {
            throw new BlueskyException.Unreachable("no name server answers for " + name, Delivery.PERHAPS, e);
        }
    }

    // The provider for the domain name system gives texts; it makes no objects out of what it reads.
    @SuppressWarnings("BanJNDI")
    private List<String> ask(String name) throws NamingException {
        DirContext dns = new InitialDirContext(settings());
        try {
            Attribute records = dns.getAttributes(name, new String[] {"TXT"}).get("TXT");
            if (records == null) {
                return List.of();
            }
            List<String> texts = new ArrayList<>();
            NamingEnumeration<?> each = records.getAll();
            while (each.hasMore()) {
                texts.add(joined(String.valueOf(each.next())));
            }
            return texts;
        } finally {
            dns.close();
        }
    }

    // The interface of the JDK asks for it.
    @SuppressWarnings("JdkObsolete")
    private Hashtable<String, String> settings() {
        Hashtable<String, String> settings = new Hashtable<>();
        settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        settings.put(Context.PROVIDER_URL, servers.isEmpty() ? "dns:" : servers);
        settings.put("com.sun.jndi.dns.timeout.initial", TIMEOUT_MILLIS);
        settings.put("com.sun.jndi.dns.timeout.retries", TRIES);
        return settings;
    }

    /** A record of several strings comes with each of them in quotes if it has spaces; they belong together. */
    private static String joined(String record) {
        if (!record.startsWith("\"")) {
            return record;
        }
        StringBuilder text = new StringBuilder();
        Matcher part = QUOTED.matcher(record);
        while (part.find()) {
            text.append(part.group(1));
        }
        return text.toString();
    }
}
