package org.sparselaw.job;

/** A bad command or configuration: exit code 2. */
public non-sealed class UsageException extends JobException {
    public UsageException(String message) {
        super(message, null);
    }

    @Override
    final int exitCode() {
        return 2;
    }
}
