package org.sparselaw.training.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.NaiveDevice;

class TestSafetensors {
    private static final String TENSOR = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";

    @TempDir
    private Path folder;

    private Storage file;

    @BeforeEach
    void name() {
        file = Storage.of(folder.resolve("model.safetensors").toString());
    }

    @Test
    void writesTheBytesOfTheFormat() {
        Safetensors.write(file, Map.of(), List.of(entry("a", List.of(2), 1f, -2.5f)));

        // 1.0 is 0x3f800000 and -2.5 is 0xc0200000; the header of 54 bytes is padded to 56.
        assertThat(file.readBytes()).isEqualTo(bytes(TENSOR + "  ", 0x3f800000, 0xc0200000));
    }

    @Test
    void readsAFileMadeByHand() {
        String header = "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[4,12]},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}";
        file.write(bytes(header, 0x40400000, 0x3f800000, 0xc0200000));
        Safetensors.Entry a = entry("a", List.of(), 0f);
        Safetensors.Entry b = entry("b", List.of(1, 2), 0f, 0f);

        Map<String, String> metadata = Safetensors.read(file, List.of(b, a));

        assertThat(metadata).containsExactly(Map.entry("format", "pt"));
        assertThat(a.values().toArray()).containsExactly(3f);
        assertThat(b.values().toArray()).containsExactly(1f, -2.5f);
    }

    @Test
    void readsBackWhatItWrote() {
        T5Config config = T5Config.of(300, 70, 2, 3, 1, 1, 12);
        T5 written = new T5(new NaiveDevice(), config, 1, 2, 2);
        T5 read = new T5(new NaiveDevice(), config, 1, 2, 2);
        written.initialise(3);

        Safetensors.write(file, Map.of("run", "x", "format", "pt"), entries(written));
        Map<String, String> metadata = Safetensors.read(file, entries(read));

        assertThat(metadata).containsOnly(Map.entry("run", "x"), Map.entry("format", "pt"));
        for (int i = 0; i < written.parameters().size(); i++) {
            assertThat(read.parameters().get(i).weights().toArray())
                    .containsExactly(written.parameters().get(i).weights().toArray());
        }
    }

    /** By hand: 1.5, -2^-24 (the smallest subnormal), 65504 (the greatest) and infinity. */
    @Test
    void readsHalfPrecision() {
        byte[] header = "{\"a\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]}}".getBytes(UTF_8);
        file.write(bytes(header, 0x8001_3e00, 0x7c00_7bff));
        Safetensors.Entry a = entry("a", List.of(4), 0, 0, 0, 0);

        Safetensors.read(file, List.of(a));

        assertThat(a.values().toArray()).containsExactly(1.5f, -0x1p-24f, 65504, Float.POSITIVE_INFINITY);
    }

    @Test
    void readsBfloat16() {
        byte[] header = "{\"a\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]}}".getBytes(UTF_8);
        file.write(bytes(header, 0xc040_3fc0));
        Safetensors.Entry a = entry("a", List.of(2), 0, 0);

        Safetensors.read(file, List.of(a));

        assertThat(a.values().toArray()).containsExactly(1.5f, -3);
    }

    @Test
    void passesOverTensorsNotAskedFor() {
        Safetensors.write(file, Map.of(), List.of(entry("a", List.of(2), 1, 2), entry("b", List.of(1), 3)));
        Safetensors.Entry b = entry("b", List.of(1), 0);

        Safetensors.read(file, List.of(b));

        assertThat(b.values().toArray()).containsExactly(3);
    }

    @Test
    void leavesTheFileAsItWasWhenWritingFails() {
        file.write("before");
        Storage other = file;

        assertThatThrownBy(() -> other.write(out -> {
                    out.write(1);
                    throw new IOException("no space left");
                }))
                .hasMessageContaining("no space left");

        assertThat(file.readText()).isEqualTo("before");
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void namesAMissingTensor() {
        file.write(bytes(TENSOR, 0, 0));

        assertFails("b", List.of(2), "has no tensor b");
    }

    @Test
    void namesAnotherShape() {
        file.write(bytes(TENSOR, 0, 0));

        assertFails("a", List.of(1, 2), "tensor a must have the shape [1, 2], but has [2]");
    }

    @Test
    void namesAnotherType() {
        file.write(bytes(TENSOR.replace("F32", "I32"), 0, 0));

        assertFails("a", List.of(2), "tensor a must be of type F32, F16 or BF16, but is I32");
    }

    @Test
    void noticesAFileCutShort() {
        byte[] whole = bytes(TENSOR, 0, 0);
        for (int length = 0; length < whole.length; length++) {
            file.write(Arrays.copyOf(whole, length));

            assertThatThrownBy(() -> Safetensors.read(file, List.of()))
                    .as("the first %d bytes", length)
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith(file.toString());
        }
    }

    @Test
    void noticesBytesTooMany() {
        file.write(bytes(TENSOR, 0, 0, 0));

        assertFails("a", List.of(2), "its tensors are said to have 8 bytes, but there are 12");
    }

    @Test
    void noticesAGapBetweenTensors() {
        file.write(bytes(TENSOR.replace("[0,8]", "[4,12]"), 0, 0, 0));

        assertFails("a", List.of(2), "must begin at 0");
    }

    @Test
    void noticesOffsetsThatDoNotFitTheShape() {
        file.write(bytes(TENSOR.replace("[0,8]", "[0,12]"), 0, 0, 0));

        assertFails("a", List.of(2), "tensor a must have 8 bytes, but has 12");
    }

    @Test
    void noticesThatItIsNoSafetensorsFile() {
        file.write("a text that is long enough to look like a length");

        assertFails("a", List.of(2), "not a safetensors file");
    }

    @Test
    void noticesAHeaderThatIsNotJson() {
        file.write(bytes("{\"a\":", 0));

        assertFails("a", List.of(2), "its header is not valid JSON");
    }

    private void assertFails(String name, List<Integer> shape, String message) {
        assertThatThrownBy(() -> Safetensors.read(file, List.of(entry(name, shape, 0, 0))))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message);
    }

    private static Safetensors.Entry entry(String name, List<Integer> shape, float... values) {
        Buffer buffer = new NaiveDevice().allocate(values.length);
        buffer.set(values);
        return new Safetensors.Entry(name, shape, buffer);
    }

    private static List<Safetensors.Entry> entries(T5 model) {
        return model.parameters().stream().map(Safetensors.Entry::of).toList();
    }

    private static byte[] bytes(String header, int... floats) {
        return bytes(header.getBytes(UTF_8), floats);
    }

    private static byte[] bytes(byte[] json, int... floats) {
        ByteBuffer bytes =
                ByteBuffer.allocate(8 + json.length + 4 * floats.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        for (int f : floats) {
            bytes.putInt(f);
        }
        return bytes.array();
    }
}
