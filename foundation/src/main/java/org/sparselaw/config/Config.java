package org.sparselaw.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import org.sparselaw.storage.Storage;

/**
 * YAML 1.2 to and from records.
 *
 * <p>Keys are the component names in kebab-case ({@code nonZero} is {@code non-zero}). Values come from, in rising
 * order, {@link Default}, the file, and overrides {@code a.b=value}. Every problem is found before any is reported.
 */
public final class Config {
    private Config() {}

    /** Reads a file (local, hdfs:// or s3a://) and applies overrides. */
    public static <R extends Record> R read(Class<R> type, String file, List<String> overrides) {
        return parse(type, file, Storage.of(file).readText(), overrides);
    }

    /**
     * Binds YAML text.
     *
     * @param source how errors name this text
     * @throws ConfigException with all problems
     */
    public static <R extends Record> R parse(Class<R> type, String source, String yaml, List<String> overrides) {
        Object tree = load(source, yaml);
        Map<String, Object> root = new LinkedHashMap<>();
        if (tree instanceof Map<?, ?> map) {
            map.forEach((key, value) -> root.put(String.valueOf(key), value));
        } else if (tree != null) {
            throw new ConfigException(source, List.of("must be a YAML mapping, but is " + Binder.show(tree)));
        }
        overrides.forEach(o -> override(root, o));
        Binder binder = new Binder();
        R bound = binder.bindRecord(type, root, "");
        if (!binder.problems().isEmpty()) {
            throw new ConfigException(source, binder.problems());
        }
        return bound;
    }

    /** The YAML text from which {@link #parse} makes an equal record; the same record gives the same bytes. */
    public static String write(Record config) {
        DumpSettings settings = DumpSettings.builder()
                .setSchema(new CoreSchema()) // Quotes the texts that load would take for numbers.
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .build();
        return new Dump(settings).dumpToString(Binder.unbind(config));
    }

    /** The tree that {@link #write} writes as YAML, to be kept in other files: kebab-case keys in the record's order. */
    public static Map<String, Object> tree(Record config) {
        Map<String, Object> tree = new LinkedHashMap<>();
        ((Map<?, ?>) Binder.unbind(config)).forEach((key, value) -> tree.put(String.valueOf(key), value));
        return tree;
    }

    static Object load(String source, String yaml) {
        try {
            return new Load(LoadSettings.builder()
                            .setLabel(source)
                            .setSchema(new CoreSchema())
                            .build())
                    .loadFromString(yaml);
        } catch (YamlEngineException e) {
            throw new ConfigException(
                    source, List.of("not valid YAML: " + e.getMessage().replaceAll("\\s*\\R\\s*", " ")));
        }
    }

    private static void override(Map<String, Object> root, String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new ConfigException("--set " + text, List.of("must be written as key=value"));
        }
        String[] keys = text.substring(0, equals).split("\\.", -1);
        Map<String, Object> section = root;
        for (int i = 0; i < keys.length - 1; i++) {
            Map<String, Object> inner = new LinkedHashMap<>();
            if (section.get(keys[i]) instanceof Map<?, ?> map) {
                map.forEach((key, value) -> inner.put(String.valueOf(key), value));
            }
            section.put(keys[i], inner);
            section = inner;
        }
        section.put(keys[keys.length - 1], load("--set " + text, text.substring(equals + 1)));
    }
}
