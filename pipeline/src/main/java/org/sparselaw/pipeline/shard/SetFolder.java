package org.sparselaw.pipeline.shard;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Json;
import org.sparselaw.storage.Sha256;
import org.sparselaw.storage.Storage;

/** The folder of a shard set, of whatever kind: its manifest, and that the files are there. */
record SetFolder<M extends SetManifest>(Storage storage, M manifest, String digest) {
    /**
     * @param kind of set that is wanted
     * @param command that prepares such sets
     * @throws DataException when the folder is not a whole shard set of that kind, naming what is missing
     */
    static <M extends SetManifest> SetFolder<M> open(String folder, Class<M> type, String kind, String command) {
        Storage storage = Storage.of(folder);
        Storage file = manifest(storage, command);
        byte[] json = file.readBytes();
        String text = new String(json, UTF_8);
        String found = kind(file, text);
        if (!found.equals(kind)) {
            throw new DataException("%s: a shard set of kind '%s', but one of kind '%s' is needed (%s makes it)"
                    .formatted(storage, found, kind, command));
        }
        requireKeys(type, file, text);
        M manifest = Json.read(type, file.toString(), text);
        Set<String> present = names(storage);
        List<String> missing = manifest.files().stream()
                .filter(needed -> !present.contains(needed))
                .map(needed -> storage + ": " + needed + " is missing, which the manifest lists; prepare the set again")
                .toList();
        if (!missing.isEmpty()) {
            throw new DataException(String.join("\n", missing));
        }
        return new SetFolder<>(storage, manifest, Sha256.of(json));
    }

    private static void requireKeys(Class<?> type, Storage file, String json) {
        JsonNode manifest = Json.read(JsonNode.class, file.toString(), json);
        for (RecordComponent key : type.getRecordComponents()) {
            if (!manifest.hasNonNull(key.getName())) {
                throw new DataException(file + ": has no '" + key.getName() + "'; prepare the set again");
            }
        }
    }

    /** A line for each shard that lies there though the manifest does not list it. */
    List<String> strays() {
        Set<String> listed = Set.copyOf(manifest.files());
        return names(storage).stream()
                .filter(name -> name.endsWith(".parquet") && !listed.contains(name))
                .map(name -> storage + ": " + name + " is there, but the manifest does not list it; remove it")
                .toList();
    }

    private static Set<String> names(Storage folder) {
        return folder.children().stream().map(Storage::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The kind of the set in a folder; what {@link #open} finds wrong may be wrong all the same. */
    static String kind(String folder) {
        Storage file = manifest(Storage.of(folder), "prepare-text or prepare-images");
        return kind(file, file.readText());
    }

    private static String kind(Storage file, String json) {
        return Json.read(JsonNode.class, file.toString(), json).path("kind").asText();
    }

    private static Storage manifest(Storage folder, String command) {
        Storage file = folder.child(Manifest.FILE);
        if (!file.exists()) {
            throw new DataException(
                    "%s: no shard set, %s is missing (%s writes it)".formatted(folder, Manifest.FILE, command));
        }
        return file;
    }

    Storage file(String name) {
        return storage.child(name);
    }
}
