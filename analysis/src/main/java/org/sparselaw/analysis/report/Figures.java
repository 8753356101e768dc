package org.sparselaw.analysis.report;

import java.util.List;
import java.util.Map;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.optimum.TrainingCost;
import org.sparselaw.analysis.runs.Run;

/**
 * The figures of the report, for notebooks and other programs:
 *
 * <pre>{@code Figures.of(law, runs).contours().png(1200)}</pre>
 */
public final class Figures {
    private final Findings findings;

    private Figures(Findings findings) {
        this.findings = findings;
    }

    /** Figures of a law for gradual pruning as in the paper, {@link TrainingCost#GRADUAL}. */
    public static Figures of(FittedLaw law, List<Run> runs) {
        return of(new Findings("", law, TrainingCost.GRADUAL, runs, Map.of()));
    }

    public static Figures of(Findings findings) {
        return new Figures(findings);
    }

    /** The sizes and budgets for which each sparsity is optimal, with their intervals. */
    public Figure contours() {
        return new ContourFigure(findings).figure();
    }

    /** How many times larger a dense model of equal loss is, by sparsity. */
    public Figure effectiveSizes() {
        return new EffectiveSizeFigure(findings).figure();
    }

    /** Predicted against measured loss. */
    public Figure agreement() {
        return new AgreementFigure(findings).figure();
    }

    /** Residuals by sparsity. */
    public Figure residuals() {
        return new ResidualFigure(findings).figure();
    }

    /** Loss against non-zero parameters, a panel for each amount of data. */
    public Figure lossBySize() {
        return new ScalingFigures(findings).bySize();
    }

    /** Loss against data, a panel for each number of non-zero parameters. */
    public Figure lossByData() {
        return new ScalingFigures(findings).byData();
    }

    /** All of them, in the order of the report. */
    public List<Figure> all() {
        return List.of(contours(), effectiveSizes(), agreement(), residuals(), lossBySize(), lossByData());
    }
}
