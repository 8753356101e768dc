package org.sparselaw.analysis.report;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.DocumentLimits;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.FloatSize;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;

/** SVG as PNG, on white, in the fonts that figures are set in whether this machine has them or not. */
final class Raster {
    private static final List<String> FONTS =
            List.of("/liberation/LiberationSans-Regular.ttf", "/liberation/LiberationSans-Bold.ttf");

    /** A figure of many runs has a path for each, more than the library reads of what might be anybody's SVG. */
    private static final LoaderContext CONTEXT = LoaderContext.builder()
            .documentLimits(new DocumentLimits(100, 100, Integer.MAX_VALUE))
            .build();

    private static boolean fontsRegistered;

    private Raster() {}

    /** @param width of the picture in pixels; its height follows */
    static synchronized byte[] png(String svg, int width) {
        try {
            registerFonts();
        } catch (FontFormatException | IOException | LinkageError | InternalError e) {
            throw new FiguresUnavailable("Java finds no fonts, install fontconfig", e);
        }
        SVGDocument document = Objects.requireNonNull(
                new SVGLoader().load(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)), null, CONTEXT),
                "a figure is SVG");
        FloatSize size = document.size();
        int height = Math.round(width * size.height / size.width);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        document.render(null, graphics, new ViewBox(width, height));
        graphics.dispose();
        return encoded(image);
    }

    private static byte[] encoded(BufferedImage image) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    private static void registerFonts() throws FontFormatException, IOException {
        if (fontsRegistered) {
            return;
        }
        GraphicsEnvironment environment = GraphicsEnvironment.getLocalGraphicsEnvironment();
        for (String name : FONTS) {
            try (InputStream font = Raster.class.getResourceAsStream(name)) {
                environment.registerFont(Font.createFont(Font.TRUETYPE_FONT, font));
            }
        }
        fontsRegistered = true;
    }
}
