package org.sparselaw.training;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of the house: imports run one way, and algorithms know no Spark. */
@AnalyzeClasses(packages = "org.sparselaw", importOptions = DoNotIncludeTests.class)
class TestArchitecture {
    private static final String SPARK = "org.apache.spark..";

    @ArchTest
    static final ArchRule PIPELINE_AND_ANALYSIS_DO_NOT_KNOW_EACH_OTHER = noClasses()
            .that()
            .resideInAPackage("org.sparselaw.pipeline..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.sparselaw.analysis..", "org.sparselaw.training..");

    @ArchTest
    static final ArchRule ANALYSIS_KNOWS_NEITHER_PIPELINE_NOR_TRAINING = noClasses()
            .that()
            .resideInAPackage("org.sparselaw.analysis..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.sparselaw.pipeline..", "org.sparselaw.training..");

    @ArchTest
    static final ArchRule THE_FOUNDATION_KNOWS_NO_MODULE = noClasses()
            .that()
            .resideInAnyPackage("org.sparselaw.config..", "org.sparselaw.job..", "org.sparselaw.storage..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.sparselaw.pipeline..", "org.sparselaw.analysis..", "org.sparselaw.training..");

    @ArchTest
    static final ArchRule ONLY_TRAINING_KNOWS_NATIVE_NUMERICS = noClasses()
            .that()
            .resideOutsideOfPackages("org.sparselaw.training..", "org.sparselaw.pipeline.image.codec..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bytedeco..", "org.nd4j..", "org.deeplearning4j..", "jdk.incubator.vector..");

    @ArchTest
    static final ArchRule MODELS_SEE_ONLY_THE_DEVICE_INTERFACE = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.sparselaw.training.model..",
                    "org.sparselaw.training.prune..",
                    "org.sparselaw.training.optimizer..",
                    "org.sparselaw.training.data..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.bytedeco..",
                    "org.nd4j..",
                    "org.deeplearning4j..",
                    "jdk.incubator.vector..",
                    "org.sparselaw.training.device.cpu..",
                    "org.sparselaw.training.device.cuda..",
                    "org.sparselaw.training.device.nd4j..");

    @ArchTest
    static final ArchRule ALGORITHMS_IMPORT_NO_SPARK = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.sparselaw.config..",
                    "org.sparselaw.pipeline.tokenizer..",
                    "org.sparselaw.pipeline.shard..",
                    "org.sparselaw.pipeline.input..",
                    "org.sparselaw.pipeline.image..",
                    "org.sparselaw.analysis.law..",
                    "org.sparselaw.analysis.fit..",
                    "org.sparselaw.analysis.intervals..",
                    "org.sparselaw.analysis.optimum..",
                    "org.sparselaw.analysis.design..",
                    "org.sparselaw.analysis.plan..",
                    "org.sparselaw.analysis.report..",
                    "org.sparselaw.analysis.steps..",
                    "org.sparselaw.training.data..",
                    "org.sparselaw.training.model..",
                    "org.sparselaw.training.prune..",
                    "org.sparselaw.training.optimizer..",
                    "org.sparselaw.training.device..",
                    "org.sparselaw.training.run..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SPARK);

    @ArchTest
    static final ArchRule NO_DRAWERS = noClasses()
            .should()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper");

    @ArchTest
    static final ArchRule JOBS_ARE_COMMANDS = classes()
            .that()
            .areAssignableTo(org.sparselaw.job.Job.class)
            .and()
            .doNotHaveModifier(com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT)
            .should()
            .beAnnotatedWith(picocli.CommandLine.Command.class);
}
