package org.sparselaw.job;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * One command. Exit codes: 0 done, 2 bad command or configuration, 3 bad or missing data, 1 anything else; a failure
 * prints one line, with {@code --verbose} the stack trace too.
 */
public abstract class Job implements Callable<Integer> {
    @Option(names = "--verbose", description = "Print the stack trace of a failure.")
    private boolean verbose;

    protected abstract void run() throws Exception;

    @Override
    public final Integer call() throws Exception {
        run();
        return 0;
    }

    /** Runs a command (a {@link Job}, or one whose subcommands are) and returns its exit code. */
    public static int execute(Object command, String... args) {
        return new CommandLine(command)
                .setExecutionExceptionHandler((failure, line, parsed) -> report(failure, line))
                .setParameterExceptionHandler((failure, rejected) -> {
                    failure.getCommandLine().getErr().println("sparselaw: " + failure.getMessage());
                    failure.getCommandLine()
                            .getErr()
                            .println("Try '"
                                    + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
                    return 2;
                })
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
    }

    private static int report(Throwable failure, CommandLine line) {
        boolean verbose = line.getCommand() instanceof Job job && job.verbose;
        Throwable shown = failure;
        int code = 1;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JobException understood) {
                shown = cause;
                code = understood.exitCode();
                break;
            }
        }
        String message = shown.getMessage() == null ? "" : shown.getMessage();
        if (code == 1) {
            message = shown.getClass().getSimpleName() + ": "
                    + message.lines().findFirst().orElse("") + (verbose ? "" : " (--verbose shows where)");
        }
        for (String row : message.split("\n", -1)) {
            line.getErr().println("sparselaw: " + row);
        }
        if (verbose) {
            failure.printStackTrace(line.getErr());
        }
        return code;
    }
}
