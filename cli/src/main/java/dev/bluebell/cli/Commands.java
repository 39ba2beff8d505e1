package dev.bluebell.cli;

import java.util.List;
import picocli.CommandLine;

/** The commands by their names. To describe all of them to the parser takes longer than most of them run. */
final class Commands {

    private static final List<String> NAMES = List.of(
            "serve", "cache", "key", "upload", "get", "head", "check", "list", "delete", "mirror", "sync", "media",
            "report", "servers", "bsky");

    private Commands() {}

    /** Adds the command that the arguments begin with, or all of them if they begin with none. */
    static CommandLine addTo(CommandLine line, Shell shell, String... arguments) {
        boolean known = arguments.length > 0 && NAMES.contains(arguments[0]);
        for (String name : known ? List.of(arguments[0]) : NAMES) {
            line.addSubcommand(named(name, shell));
        }
        return line;
    }

    private static Object named(String name, Shell shell) {
        return switch (name) {
            case "serve" -> new ServeCommand(shell);
            case "cache" -> new CacheCommand(shell);
            case "key" -> new KeyCommand(shell);
            case "upload" -> new UploadCommand(shell);
            case "get" -> new GetCommand(shell);
            case "head" -> new HeadCommand(shell);
            case "check" -> new CheckCommand(shell);
            case "list" -> new ListCommand(shell);
            case "delete" -> new DeleteCommand(shell);
            case "mirror" -> new MirrorCommand(shell);
            case "sync" -> new SyncCommand(shell);
            case "media" -> new MediaCommand(shell);
            case "report" -> new ReportCommand(shell);
            case "servers" -> new ServersCommand(shell);
            case "bsky" -> BskyCommand.line(shell);
            default -> throw new IllegalArgumentException("there is no command " + name);
        };
    }
}
