package org.sparselaw.analysis.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;

/** Files of the class path. */
final class Resource {
    private static final String WEB_JARS = "/META-INF/resources/webjars/";

    private Resource() {}

    /** A file beside this class. */
    static String text(String name) {
        return read(name);
    }

    /** The minified build of a library, without the link to its source map, which is not part of the page. */
    static String library(String name) {
        return read(WEB_JARS + name + "/" + version(name) + "/" + name + ".min.js")
                .replaceAll("(?m)^//# sourceMappingURL=.*$", "")
                .strip();
    }

    /** The version of a library, as its jar has it. */
    static String version(String library) {
        return version("org.webjars", library)
                .orElseThrow(() -> new IllegalStateException("Not on the class path: org.webjars:" + library));
    }

    /** The version of this module; {@code development} when it was not built into a jar. */
    static String ownVersion() {
        return version("org.sparselaw", "analysis").orElse("development");
    }

    private static Optional<String> version(String group, String artifact) {
        String path = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
        try (InputStream in = Resource.class.getResourceAsStream(path)) {
            if (in == null) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            properties.load(in);
            return Optional.of(properties.getProperty("version"));
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    private static String read(String name) {
        try (InputStream in = Resource.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Not on the class path: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
