package dev.bluebell.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command {@code bluebell}, and where the process begins. */
@Command(
        name = "bluebell",
        description = "Own your media, post anywhere.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class)
public final class Bluebell {

    private static final int DONE = 0;
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
        CommandLine line = new CommandLine(new Bluebell())
                .addSubcommand(new ServeCommand(shell))
                .addSubcommand(new KeyCommand(shell))
                .addSubcommand(new UploadCommand(shell))
                .addSubcommand(new GetCommand(shell))
                .addSubcommand(new HeadCommand(shell))
                .addSubcommand(new CheckCommand(shell))
                .addSubcommand(new ListCommand(shell))
                .addSubcommand(new DeleteCommand(shell))
                .addSubcommand(new MirrorCommand(shell))
                .addSubcommand(new ReportCommand(shell))
                .setExpandAtFiles(false) // a file may be called @name
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(shell.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((refused, given) -> {
                    shell.say(refusal(refused));
                    return REFUSED;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    shell.say(Explanation.of(failure));
                    return FAILED;
                });
        Converters.register(line);
        int code = line.execute(helpful(arguments));
        shell.out().flush();
        return code == DONE && shell.out().checkError() ? FAILED : code;
    }

    /** {@code help upload} is what {@code upload --help} is. */
    private static String[] helpful(String[] arguments) {
        return arguments.length > 0 && arguments[0].equals("help")
                ? Stream.concat(Stream.of(arguments).skip(1), Stream.of("--help"))
                        .toArray(String[]::new)
                : arguments;
    }

    private static String refusal(ParameterException refused) {
        CommandLine command = refused.getCommandLine();
        return "%s; see %s --help"
                .formatted(
                        Explanation.oneLine(refused), command.getCommandSpec().qualifiedName(" "));
    }
}
