package org.sparselaw.training.device.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparselaw.training.device.Precision;
import org.sparselaw.training.device.cuda.KernelCompiler.Compiled;

/** Where there is a compiler: with {@code -Pcuda,cuda-libraries}, or {@code -Pcuda} and a CUDA toolkit. No GPU is needed. */
class TestKernelCompiler {
    /** What the assembler says of each kernel when it is asked. */
    private static final Pattern SPILLS = Pattern.compile(
            "Function properties for (\\w+)\\s+ptxas\\s+\\.\\s+\\d+ bytes stack frame, (\\d+) bytes spill");

    /** Two registers that are put away outside of loops, in kernels that are not on tensor cores at their full speed. */
    private static final int TOLERATED_BYTES = 8;

    @BeforeEach
    void demandACompiler() {
        try {
            StubDriver.loadUnlessThereIsADriver();
            Loader.load(nvrtc.class);
        } catch (IOException | LinkageError e) {
            abort("no NVRTC here, CUDA kernels are not compiled: " + e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sm_80", "sm_90", "sm_100", "sm_120"})
    void kernelsCompileForEveryGenerationAndKeepTheirNumbersInRegisters(String architecture) {
        List<String> options = Stream.concat(
                        KernelCompiler.options(architecture).stream(), Stream.of("--ptxas-options=-v"))
                .toList();
        Compiled compiled = KernelCompiler.compile(KernelSource.text(), options);
        Map<String, Integer> spills = new TreeMap<>();
        Matcher kernel = SPILLS.matcher(compiled.log());
        while (kernel.find()) {
            spills.put(kernel.group(1), Integer.parseInt(kernel.group(2)));
        }
        assertThat(compiled.cubin()).startsWith(0x7f, 'E', 'L', 'F');
        assertThat(spills).containsKeys("rmsNorm", "adamW", "writeMask", "attentionForward_f32_128");
        spills.forEach((name, bytes) ->
                assertThat(bytes).as(name).isLessThanOrEqualTo(name.matches(".*f32.*") ? TOLERATED_BYTES : 0));
    }

    @Test
    void anErrorIsNamedWithItsFileAndLine() {
        assertThatThrownBy(() ->
                        KernelCompiler.compile("#line 7 \"norms.cu\"\nnonsense;", KernelCompiler.options("sm_80")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("norms.cu(7): error");
    }

    @Test
    void attentionIsCompiledInOnePrecisionAlone() {
        assertThat(KernelSource.text(Precision.BF16)).startsWith("#define ATTENTION_KERNELS");
        byte[] cubin = KernelCompiler.compile(KernelSource.text(Precision.BF16), KernelCompiler.options("sm_90"))
                .cubin();
        String names = new String(cubin, StandardCharsets.ISO_8859_1);
        assertThat(names).contains("attentionForward_bf16_64", "rmsNorm").doesNotContain("attentionForward_f32_64");
    }
}
