package org.resumelb;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** What the core may depend on, and which way its packages look. */
@AnalyzeClasses(packages = "org.resumelb", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule THE_CORE_NEEDS_THE_JDK_ONLY = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("org.resumelb..", "java..", "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule NOTHING_LOGS = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.logging..")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(System.Logger.class)
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLE =
            slices().matching("org.resumelb.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule POLICIES_KNOW_THE_POOL_AND_NOT_THE_OTHER_WAY_ROUND = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("policy")
            .definedBy("org.resumelb.policy..")
            .layer("pool")
            .definedBy("org.resumelb.pool..")
            .layer("values")
            .definedBy("org.resumelb.resume..", "org.resumelb.discovery..")
            .whereLayer("policy")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("pool")
            .mayOnlyBeAccessedByLayers("policy")
            .whereLayer("values")
            .mayOnlyBeAccessedByLayers("policy", "pool");

    @ArchTest
    static final ArchRule CLASSIFIERS_STAND_ALONE = noClasses()
            .that()
            .resideInAPackage("org.resumelb.classifier..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.resumelb.policy..",
                    "org.resumelb.pool..",
                    "org.resumelb.resume..",
                    "org.resumelb.discovery..");

    @ArchTest
    static final ArchRule TIME_IS_INJECTED = noClasses()
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule CHANCE_IS_INJECTED = noClasses()
            .should()
            .callConstructor(Random.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class)
            .orShould()
            .callMethod(Math.class, "random");
}
