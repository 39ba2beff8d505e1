package dev.bluebell.cli;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in words for who typed it. */
final class Refused {

    /** With which the parser begins where a converter has said what is wrong. */
    private static final Pattern PLACE = Pattern.compile(
            "^Invalid value for (?:positional parameter at index .*? \\(.*?\\)|option '(-[^']*)'.*?): ");

    private Refused() {}

    /** The parser lets everything pass that stands beside {@code --help}; a command that there is not has none. */
    static void requireCommand(ParseResult parsed) {
        for (CommandLine command : parsed.asCommandLineList()) {
            List<String> unmatched = command.getUnmatchedArguments();
            if (!unmatched.isEmpty()) {
                throw new UnmatchedArgumentException(command, unmatched);
            }
        }
    }

    static String words(ParameterException refused, Shell shell) {
        CommandLine command = refused.getCommandLine();
        return "%s%s; see %s --help"
                .formatted(
                        reason(refused),
                        dashed(command, shell),
                        command.getCommandSpec().qualifiedName(" "));
    }

    private static String reason(ParameterException refused) {
        if (refused instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            String argument = unmatched.getUnmatched().getFirst();
            CommandSpec spec = refused.getCommandLine().getCommandSpec();
            return spec.subcommands().isEmpty()
                    ? "\"%s\" is one argument too many".formatted(argument)
                    : "there is no command %s".formatted(argument);
        }
        if (refused instanceof MissingParameterException) {
            Optional<String> misspelt = unknownOption(refused.getCommandLine());
            if (misspelt.isPresent()) { // what is missing may well be what was meant by it
                return "Unknown option: '%s'".formatted(misspelt.get());
            }
        }
        Matcher place = PLACE.matcher(Explanation.oneLine(refused));
        return place.replaceFirst(found -> found.group(1) == null ? "" : found.group(1) + ": ");
    }

    private static Optional<String> unknownOption(CommandLine command) {
        return command.getUnmatchedArguments().stream()
                .filter(it -> it.startsWith("-"))
                .findFirst();
    }

    /** What to do about a file or a text that was taken for an option; the parser may speak of another consequence. */
    private static String dashed(CommandLine command, Shell shell) {
        if (command.getUnmatchedArguments().stream().anyMatch(it -> it.startsWith("-")) && takesText(command)) {
            return "; a text that begins with - stands behind --, after the options";
        }
        return command.getUnmatchedArguments().stream()
                .filter(it -> it.startsWith("-") && Files.exists(shell.folder().resolve(it)))
                .findFirst()
                .map(it -> "; if %s is meant as a file, put -- before it".formatted(it))
                .orElse("");
    }

    private static boolean takesText(CommandLine command) {
        return command.getCommandSpec().positionalParameters().stream()
                .anyMatch(it -> it.paramLabel().startsWith("TEXT"));
    }
}
