package org.sparselaw.job;

import java.util.ArrayList;
import java.util.List;
import org.sparselaw.config.Config;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments of a job that a YAML file configures: {@code CONFIG --set a.b=c}. A picocli mixin. */
public final class ConfigFile {
    @Parameters(paramLabel = "CONFIG", description = "YAML file: local, hdfs:// or s3a://.")
    private String file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides a key of the file, for example --set sweep.seeds=[1,2]. May be repeated.")
    private List<String> overrides = new ArrayList<>();

    public <R extends Record> R read(Class<R> type) {
        return Config.read(type, file, overrides);
    }

    /** The file's path as the user wrote it. */
    public String file() {
        return file;
    }
}
