package org.sparselaw.analysis.law;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Writes one resample a line, so that a {@code law.json} can be read by eye and compared by lines. */
final class ResampleLines extends JsonSerializer<List<double[]>> {
    @Override
    public void serialize(List<double[]> resamples, JsonGenerator json, SerializerProvider provider)
            throws IOException {
        json.writeRawValue(resamples.stream().map(ResampleLines::line).collect(Collectors.joining(",", "[", "\n  ]")));
    }

    private static String line(double[] coefficients) {
        return Arrays.stream(coefficients)
                .mapToObj(ResampleLines::number)
                .collect(Collectors.joining(", ", "\n    [", "]"));
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : '"' + Double.toString(value) + '"';
    }
}
