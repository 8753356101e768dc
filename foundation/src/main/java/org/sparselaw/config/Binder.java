package org.sparselaw.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Binds a tree of maps, lists and scalars to records, collecting every problem under its dotted path. */
final class Binder {
    private final List<String> problems = new ArrayList<>();

    List<String> problems() {
        return problems;
    }

    /** Null when something below is wrong; the problem is then on the list. */
    <R extends Record> R bindRecord(Class<R> type, Map<?, ?> tree, String path) {
        int before = problems.size();
        RecordComponent[] components = type.getRecordComponents();
        List<String> keys = Arrays.stream(components).map(c -> key(c.getName())).toList();
        Variant variant = type.getAnnotation(Variant.class);
        for (Object key : tree.keySet()) {
            boolean ofVariant = variant != null && variant.key().equals(key);
            if (!ofVariant && !keys.contains(String.valueOf(key))) {
                problems.add(join(path, String.valueOf(key)) + ": unknown key (" + suggestion(key, keys) + ")");
            }
        }
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = bindComponent(components[i], tree.get(keys.get(i)), join(path, keys.get(i)));
        }
        return problems.size() > before ? null : construct(type, components, values, path);
    }

    private Object bindComponent(RecordComponent component, Object value, String path) {
        Default fallback = component.getAnnotation(Default.class);
        if (value == null && fallback != null) {
            value = Config.load("default", fallback.value());
        }
        Range range = component.getAnnotation(Range.class);
        return bind(component.getGenericType(), value, path, range == null ? null : Interval.parse(range.value()));
    }

    private Object bind(Type type, Object value, String path, Interval range) {
        if (type instanceof ParameterizedType generic) {
            return bindGeneric(generic, value, path, range);
        }
        Class<?> raw = (Class<?>) type;
        if (value == null) {
            return problem(path, "missing (must be " + expected(raw, range) + ")");
        }
        if (raw.isRecord()) {
            return value instanceof Map<?, ?> map
                    ? bindRecord(raw.asSubclass(Record.class), map, path)
                    : wrong(path, value, raw, range);
        }
        if (raw.isInterface() && raw.isSealed()) {
            return bindVariant(raw, value, path);
        }
        Object scalar = scalar(raw, value);
        boolean fits =
                scalar != null && (range == null || !(scalar instanceof Number n) || range.contains(n.doubleValue()));
        return fits ? scalar : wrong(path, value, raw, range);
    }

    /** The permitted record that the section names; all of them have the same key for it. */
    private Object bindVariant(Class<?> sealed, Object value, String path) {
        List<Class<?>> records = records(sealed).toList();
        List<Variant> variants =
                records.stream().map(r -> r.getAnnotation(Variant.class)).toList();
        String key = variants.get(0).key();
        Object named = value instanceof Map<?, ?> map ? map.get(key) : null;
        for (int i = 0; i < records.size(); i++) {
            if (variants.get(i).value().equals(named)) {
                return bindRecord(records.get(i).asSubclass(Record.class), (Map<?, ?>) value, path);
            }
        }
        String known = variants.stream().map(Variant::value).collect(Collectors.joining(", "));
        return problem(
                join(path, key),
                (named == null ? "missing" : show(named) + " is not allowed") + " (must be one of " + known + ")");
    }

    /** All records that a sealed interface permits, by other interfaces too. */
    private static Stream<Class<?>> records(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Stream.of(type.getPermittedSubclasses()).flatMap(Binder::records);
    }

    private Object bindGeneric(ParameterizedType generic, Object value, String path, Interval range) {
        Type[] arguments = generic.getActualTypeArguments();
        if (generic.getRawType() == Optional.class) {
            return value == null ? Optional.empty() : Optional.ofNullable(bind(arguments[0], value, path, range));
        }
        if (generic.getRawType() == List.class) {
            if (value instanceof List<?> list) {
                List<Object> bound = new ArrayList<>();
                for (int i = 0; i < list.size(); i++) {
                    bound.add(bind(arguments[0], list.get(i), path + "[" + i + "]", range));
                }
                return bound;
            }
            return value == null
                    ? problem(path, "missing (must be a list)")
                    : problem(path, show(value) + " is not allowed (must be a list, [...])");
        }
        if (generic.getRawType() == Map.class && value instanceof Map<?, ?> map) {
            Map<String, Object> bound = new LinkedHashMap<>();
            map.forEach((k, v) ->
                    bound.put(String.valueOf(k), bind(arguments[1], v, join(path, String.valueOf(k)), range)));
            return bound;
        }
        return problem(path, (value == null ? "missing" : show(value) + " is not allowed") + " (must be a mapping)");
    }

    private static Object scalar(Class<?> type, Object value) {
        if (type == String.class) {
            return value instanceof Map || value instanceof List ? null : String.valueOf(value);
        }
        if (type == boolean.class) {
            return value instanceof Boolean ? value : null;
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(c -> name(c).equals(String.valueOf(value)))
                    .findFirst()
                    .orElse(null);
        }
        if (!(value instanceof Number number)) {
            return null;
        }
        double d = number.doubleValue();
        if (type == double.class || type == Double.class) {
            return Double.isFinite(d) ? (Object) d : null;
        }
        boolean whole = d == Math.rint(d) && Math.abs(d) <= 1L << 53;
        long l = value instanceof Integer || value instanceof Long ? number.longValue() : (long) d;
        if (type == long.class || type == Long.class) {
            return whole || value instanceof Long ? (Object) l : null;
        }
        return whole && l == (int) l ? (Object) (int) l : null;
    }

    private <R extends Record> R construct(Class<R> type, RecordComponent[] components, Object[] values, String path) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException rejected) {
                problem(path.isEmpty() ? "" : path, rejected.getMessage());
                return null;
            }
            throw new IllegalStateException("Cannot make a " + type.getName(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot make a " + type.getName(), e);
        }
    }

    private Object wrong(String path, Object value, Class<?> type, Interval range) {
        return problem(path, show(value) + " is not allowed (must be " + expected(type, range) + ")");
    }

    private Object problem(String path, String text) {
        problems.add(path.isEmpty() ? text : path + ": " + text);
        return null;
    }

    private static String expected(Class<?> type, Interval range) {
        String within = range == null ? "" : " in " + range.text();
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants()).map(Binder::name).collect(Collectors.joining(", "));
        }
        if (type.isRecord()) {
            return "a section with "
                    + Arrays.stream(type.getRecordComponents())
                            .map(c -> key(c.getName()))
                            .collect(Collectors.joining(", "));
        }
        if (type == boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "a text";
        }
        return (type == double.class || type == Double.class ? "a number" : "a whole number") + within;
    }

    private static String suggestion(Object key, List<String> keys) {
        String wanted = String.valueOf(key);
        return keys.stream()
                .filter(k -> distance(k, wanted) <= Math.max(2, k.length() / 3))
                .min((a, b) -> Integer.compare(distance(a, wanted), distance(b, wanted)))
                .map(k -> "did you mean " + k + "?")
                .orElse("known are " + String.join(", ", keys));
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitute, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    static Object unbind(Object value) {
        if (value instanceof Record r) {
            Map<String, Object> map = new LinkedHashMap<>();
            Variant variant = r.getClass().getAnnotation(Variant.class);
            if (variant != null) {
                map.put(variant.key(), variant.value());
            }
            for (RecordComponent component : r.getClass().getRecordComponents()) {
                Object inner = unbind(component(r, component));
                if (inner != null) {
                    map.put(key(component.getName()), inner);
                }
            }
            return map;
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(Binder::unbind).orElse(null);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Binder::unbind).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> out = new LinkedHashMap<>();
            map.forEach((k, v) -> out.put(String.valueOf(k), unbind(v)));
            return out;
        }
        return value instanceof Enum<?> constant ? name(constant) : value;
    }

    private static Object component(Record r, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(r);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot read " + component, e);
        }
    }

    static String show(Object value) {
        return value instanceof String s ? "'" + s + "'" : String.valueOf(value);
    }

    private static String name(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String key(String component) {
        return component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
