package org.sparselaw.training;

import org.sparselaw.analysis.CollectRuns;
import org.sparselaw.analysis.ComparePatterns;
import org.sparselaw.analysis.FitLaw;
import org.sparselaw.analysis.PlanSparsity;
import org.sparselaw.analysis.Report;
import org.sparselaw.job.Job;
import org.sparselaw.pipeline.PrepareImages;
import org.sparselaw.pipeline.PrepareText;
import org.sparselaw.pipeline.TrainTokenizer;
import org.sparselaw.pipeline.VerifyShards;
import org.sparselaw.training.dl4j.SweepNetworks;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The one command of the launcher; every job is a subcommand. */
@Command(
        name = "sparselaw",
        description = "Measures how sparsity scales: from a raw corpus to a fitted law L(S, N, D).",
        mixinStandardHelpOptions = true,
        version = "sparselaw 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            Study.class,
            PrepareText.class,
            PrepareImages.class,
            TrainTokenizer.class,
            VerifyShards.class,
            Sweep.class,
            SweepNetworks.class,
            Train.class,
            CollectRuns.class,
            FitLaw.class,
            PlanSparsity.class,
            ComparePatterns.class,
            Report.class,
            HelpCommand.class
        })
public final class Sparselaw {
    public static void main(String[] args) {
        System.exit(Job.execute(new Sparselaw(), args.length == 0 ? new String[] {"help"} : args));
    }
}
