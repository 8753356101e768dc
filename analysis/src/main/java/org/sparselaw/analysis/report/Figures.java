package org.sparselaw.analysis.report;

import java.util.List;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.optimum.TrainingCost;
import org.sparselaw.analysis.runs.RunTable;

/**
 * The figures of the report, for notebooks and other programs:
 *
 * <pre>{@code Figures.of(law, runs).contours().png(1200)}</pre>
 */
public final class Figures {
    private final Fit fit;

    private Figures(Fit fit) {
        this.fit = fit;
    }

    /** Figures of a law and its table, for gradual pruning as in the paper, {@link TrainingCost#GRADUAL}. */
    public static Figures of(FittedLaw law, RunTable runs) {
        return new Figures(new Fit(law, TrainingCost.GRADUAL, runs.observations()));
    }

    public static Figures of(Findings findings) {
        return new Figures(findings.fit());
    }

    /** The sizes and budgets for which each sparsity is optimal, with their intervals. */
    public Figure contours() {
        return new ContourFigure(fit).figure();
    }

    /** How many times larger a dense model of equal loss is, by sparsity. */
    public Figure effectiveSizes() {
        return new EffectiveSizeFigure(fit).figure();
    }

    /** Predicted against measured loss. */
    public Figure agreement() {
        return new AgreementFigure(fit).figure();
    }

    /** Residuals by sparsity. */
    public Figure residuals() {
        return new ResidualFigure(fit).figure();
    }

    /** Loss against non-zero parameters, a panel for each amount of data. */
    public Figure lossBySize() {
        return new ScalingFigures(fit).bySize();
    }

    /** Loss against data, a panel for each number of non-zero parameters. */
    public Figure lossByData() {
        return new ScalingFigures(fit).byData();
    }

    /** All of them, in the order of the report. */
    public List<Figure> all() {
        return List.of(contours(), effectiveSizes(), agreement(), residuals(), lossBySize(), lossByData());
    }
}
