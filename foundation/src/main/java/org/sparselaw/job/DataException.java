package org.sparselaw.job;

/** Bad or missing data: exit code 3. The message names the file or record and says what would be right. */
public non-sealed class DataException extends JobException {
    public DataException(String message) {
        super(message, null);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    final int exitCode() {
        return 3;
    }
}
