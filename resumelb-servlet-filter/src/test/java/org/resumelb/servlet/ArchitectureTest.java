package org.resumelb.servlet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The filter must run in any webapp, so it brings nothing along. */
final class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.resumelb.servlet");

    @Test
    void theFilterNeedsTheServletApiAndTheJdkAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("org.resumelb.servlet..", "java..", "jakarta.servlet..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void onlyWhatContainersLoadIsPublic() {
        classes()
                .that()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .should()
                .haveSimpleName("ResumeFilter")
                .orShould()
                .haveSimpleName("ResumeFilterInitializer")
                .check(CLASSES);
    }

    @Test
    void theArithmeticKnowsNeitherServletsNorClocksNorFiles() {
        noClasses()
                .that()
                .haveSimpleName("Recorder")
                .or()
                .haveSimpleName("Skill")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "java.time..", "java.io..", "java.nio..")
                .check(CLASSES);
    }
}
