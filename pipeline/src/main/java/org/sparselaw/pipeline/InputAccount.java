package org.sparselaw.pipeline;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.sparselaw.pipeline.input.InputFile;
import org.sparselaw.pipeline.input.Rejection;
import org.sparselaw.storage.Sha256;
import org.sparselaw.storage.Storage;

/** Where the records of one input go while a task reads it: counted, and kept with the reason when rejected. */
final class InputAccount implements Closeable {
    private final InputFile input;
    private final RejectedRecords rejected;
    private final Map<String, Long> dropped = new TreeMap<>();
    private final Map<String, Long> changed = new TreeMap<>();
    private List<Rejection> examples = List.of();
    private long read;

    /** @param rejected where rejected records go */
    InputAccount(InputFile input, Storage rejected) {
        this.input = input;
        this.rejected = new RejectedRecords(rejected);
    }

    /** The account of the attempt that is running; its file of rejected records has a name of its own. */
    static InputAccount ofTask(InputFile input, String attempts) {
        String name = "rejected-" + TaskContext.get().taskAttemptId() + "-" + Sha256.of(input.path());
        return new InputAccount(input, Storage.of(attempts).child(name));
    }

    /** Counts a record, whatever becomes of it. */
    void read() {
        read++;
    }

    /** Says that the record counted last is not kept. */
    void reject(Rejection record) throws IOException {
        drop(record);
        rejected.add(record);
    }

    /** Says that the record counted last is not kept, and forgets what it was. */
    void drop(Rejection record) {
        dropped.merge(record.code(), 1L, Long::sum);
        examples = examples.isEmpty() ? List.of(record) : examples;
    }

    /** Says that rules took something away from the record counted last. */
    void changed(List<String> rules) {
        rules.forEach(rule -> changed.merge(rule, 1L, Long::sum));
    }

    @Override
    public void close() throws IOException {
        rejected.close();
    }

    /** The report, once all is read and this is closed. */
    FileReport report(String sha256) {
        return new FileReport(input, sha256, read, dropped, changed, examples, rejected.name());
    }
}
