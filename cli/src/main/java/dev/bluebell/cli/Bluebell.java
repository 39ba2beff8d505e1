package dev.bluebell.cli;

import dev.bluebell.bluesky.BlueskyException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;

/** The command {@code bluebell}, and where the process begins. */
@Command(
        name = "bluebell",
        description = "Own your media, post anywhere.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class)
public final class Bluebell {

    private static final int FAILED = 1;
    private static final int REFUSED = 2;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // the parser acts on it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    @SuppressWarnings("UnusedVariable") // the parser acts on it
    private boolean version;

    private Bluebell() {}

    /** Runs the command that the arguments name, and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(Shell.system(), arguments));
    }

    /** {@return the exit code: 0 done, 2 for arguments that make no sense, 1 for everything else} */
    static int run(Shell shell, String... arguments) {
        StringWriter help = new StringWriter();
        String[] given = helpful(arguments);
        CommandLine line = Commands.addTo(new CommandLine(new Bluebell()), shell, given)
                .setExpandAtFiles(false) // a file may be called @name
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setOut(new PrintWriter(help))
                .setExecutionStrategy(parsed -> {
                    Refused.requireCommand(parsed);
                    return new RunLast().execute(parsed);
                })
                .setParameterExceptionHandler((refused, all) -> {
                    shell.say(Refused.words(refused, shell));
                    return REFUSED;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(shell, failure));
        Converters.register(line);
        try {
            int code = line.execute(given);
            help.toString().lines().forEach(shell::print);
            return code;
        } catch (OutputException | OutOfMemoryError e) {
            return failed(shell, e);
        }
    }

    private static int failed(Shell shell, Throwable failure) {
        boolean unread = failure instanceof OutputException output && output.unread();
        if (!unread) {
            shell.say(Explanation.of(failure));
            if (failure instanceof BlueskyException bluesky) {
                bluesky.callQuery().ifPresent(shell::say);
            }
        }
        return FAILED;
    }

    /** {@code help upload} is what {@code upload --help} is. */
    private static String[] helpful(String[] arguments) {
        return arguments.length > 0 && arguments[0].equals("help")
                ? Stream.concat(Stream.of(arguments).skip(1), Stream.of("--help"))
                        .toArray(String[]::new)
                : arguments;
    }
}
