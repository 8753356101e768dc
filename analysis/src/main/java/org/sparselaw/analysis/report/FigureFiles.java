package org.sparselaw.analysis.report;

import java.util.List;
import org.sparselaw.storage.Storage;

/** Which files of its figures a report has beside it. */
public enum FigureFiles {
    ALL,
    SVG,
    PNG,
    NONE;

    /** Twice the pixels of the page's figures: sharp on paper and on dense screens. */
    private static final int PNG_WIDTH = 1440;

    /**
     * Writes {@code ID.svg} and {@code ID.png} of each figure.
     *
     * @throws FiguresUnavailable where this machine cannot draw
     */
    public void write(List<Figure> figures, Storage folder) {
        for (Figure figure : figures) {
            if (this == ALL || this == SVG) {
                folder.child(figure.id() + ".svg").write(figure.svg());
            }
            if (this == ALL || this == PNG) {
                folder.child(figure.id() + ".png").write(figure.png(PNG_WIDTH));
            }
        }
    }
}
