package org.sparselaw.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparselaw.config.Config;
import org.sparselaw.config.ConfigException;
import org.sparselaw.pipeline.image.codec.Background;
import org.sparselaw.pipeline.shard.LabelKind;

class TestPrepareImagesCommand {
    private static PrepareImagesConfig parse(String yaml) {
        return Config.parse(PrepareImagesConfig.class, "images.yaml", yaml, List.of());
    }

    @Test
    void onlySourcesMustBeGiven() {
        PrepareImagesConfig config = parse("sources: [a.tar]");
        assertThat(config.labels()).isEqualTo(LabelKind.SINGLE);
        assertThat(config.background()).isEqualTo(Background.WHITE);
        assertThat(parse(Config.write(config))).isEqualTo(config);
    }

    @Test
    void whatIsWrongIsSaidWithItsKey() {
        assertThatThrownBy(() -> parse("sources: [a.tar]\nfit: stretch\nheight: 0\nvalidation: 1.0"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("fit: 'stretch' is not allowed (must be one of crop, squash)")
                .hasMessageContaining("height: 0 is not allowed (must be a whole number in [1, 4096])")
                .hasMessageContaining("validation: 1.0 is not allowed (must be a number in (0, 1))");
        assertThatThrownBy(() -> parse("sources: []"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no images: sources must name files, folders or globs");
        assertThatThrownBy(() -> parse("sources: [a]\nclasses: [cat, cat]"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("classes: a name is given twice");
        assertThatThrownBy(() -> parse("sources: [a]\nbackground: {red: 256, green: 0, blue: 0}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Invalid background: 256, 0, 0 (each must be in [0, 255])");
    }
}
