package org.sparselaw.job;

/** A failure the user can understand from its one-line message; carries the exit code of the command. */
public abstract sealed class JobException extends RuntimeException permits UsageException, DataException {
    JobException(String message, Throwable cause) {
        super(message, cause);
    }

    abstract int exitCode();
}
