package dev.rowcast;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.rowcast.config.NearMatch;

/** Which package may know which: ARCHITECTURE.md in a form that the build enforces. */
@AnalyzeClasses(
        packages = "dev.rowcast",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeBrokersOfTests.class})
final class ArchitectureTest {
    private static final String JDK = "java..";
    private static final String NULLNESS = "org.jspecify.annotations..";

    /** They run in processes of their own. */
    static final class DoNotIncludeBrokersOfTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("dev/rowcast/testing/brokers");
        }
    }

    @ArchTest
    static final ArchRule theVocabularyImportsTheJdkAlone = classes()
            .that()
            .resideInAPackage("..change..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("dev.rowcast.change..", JDK, NULLNESS));

    @ArchTest
    static final ArchRule mappingIsPure = classes()
            .that()
            .resideInAPackage("..message..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.rowcast.message..",
                    "dev.rowcast.selection..",
                    "dev.rowcast.change..",
                    "com.fasterxml.jackson.core..",
                    "java.lang..",
                    "java.util..",
                    "java.math..",
                    "java.time..",
                    "java.nio.charset..",
                    "java.io..",
                    NULLNESS));

    @ArchTest
    static final ArchRule selectingIsPure = classes()
            .that()
            .resideInAPackage("..selection..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.rowcast.selection..",
                    "dev.rowcast.change..",
                    "java.lang..",
                    "java.util..",
                    "java.math..",
                    "java.nio.charset..",
                    "java.security..",
                    "javax.crypto..",
                    NULLNESS));

    @ArchTest
    static final ArchRule theRelayKnowsPortsAndNoAdapter = classes()
            .that()
            .resideInAPackage("..relay..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.rowcast.relay..",
                    "dev.rowcast.message..",
                    "dev.rowcast.selection..",
                    "dev.rowcast.change..",
                    "com.fasterxml.jackson.core..",
                    "org.slf4j..",
                    JDK,
                    NULLNESS));

    @ArchTest
    static final ArchRule preflightJudgesFactsAlone = classes()
            .that()
            .resideInAPackage("..preflight..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            "dev.rowcast.preflight..", "dev.rowcast.selection..", "dev.rowcast.change..", JDK, NULLNESS)
                    .or(type(NearMatch.class)));

    @ArchTest
    static final ArchRule onlyMysqlKnowsTheDatabase = noClasses()
            .that()
            .resideOutsideOfPackage("dev.rowcast.mysql..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.github.shyiko..", "java.sql..", "javax.sql..", "com.mysql..", "com.zaxxer..");

    @ArchTest
    static final ArchRule onlyMqttKnowsTheClient = noClasses()
            .that()
            .resideOutsideOfPackage("dev.rowcast.mqtt..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.hivemq..", "io.reactivex..");

    @ArchTest
    static final ArchRule onlyTheBrokerKnowsMoquette = noClasses()
            .that()
            .resideOutsideOfPackage("dev.rowcast.broker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.moquette..");

    @ArchTest
    static final ArchRule ourWayIntoNettyKnowsNettyAlone = classes()
            .that()
            .resideInAPackage("dev.rowcast.netty..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("dev.rowcast.netty..", "io.netty..", JDK, NULLNESS));

    @ArchTest
    static final ArchRule nobodyElseKnowsNetty = noClasses()
            .that()
            .resideOutsideOfPackages("dev.rowcast.broker..", "dev.rowcast.netty..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..");

    @ArchTest
    static final ArchRule accessRulesKnowNeitherMoquetteNorNetty = noClasses()
            .that()
            .resideInAPackage("dev.rowcast.broker.access..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.moquette..", "io.netty..");

    @ArchTest
    static final ArchRule onlyTheAccessRulesKnowTokens = noClasses()
            .that()
            .resideOutsideOfPackage("dev.rowcast.broker.access..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.nimbusds..");

    @ArchTest
    static final ArchRule onlyMetricsKnowsMicrometer = noClasses()
            .that()
            .resideOutsideOfPackage("dev.rowcast.metrics..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..", "io.prometheus..");

    @ArchTest
    static final ArchRule onlyHttpKnowsTheWebServer = noClasses()
            .that()
            .resideOutsideOfPackage("dev.rowcast.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta..");

    @ArchTest
    static final ArchRule onlyTheTerminalKnowsJline = noClasses()
            .that()
            .resideOutsideOfPackage("dev.rowcast.terminal..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jline..");

    @ArchTest
    static final ArchRule theTerminalKnowsNothingOfRowcast = classes()
            .that()
            .resideInAPackage("dev.rowcast.terminal..")
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("dev.rowcast.terminal..", "org.jline..", "org.slf4j..", JDK, NULLNESS));

    @ArchTest
    static final ArchRule whoWatchesIsAClientLikeAnyOther = classes()
            .that()
            .resideInAPackage("dev.rowcast.watch..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.rowcast.watch..",
                    "dev.rowcast.terminal..",
                    "dev.rowcast.mqtt..",
                    "dev.rowcast.relay..",
                    "dev.rowcast.message..",
                    "dev.rowcast.change..",
                    "dev.rowcast.config..",
                    "com.fasterxml.jackson.core..",
                    "org.slf4j..",
                    JDK,
                    NULLNESS));

    @ArchTest
    static final ArchRule adaptersDoNotKnowEachOther = noClasses()
            .that()
            .resideInAnyPackage("..mqtt..", "..checkpoint..", "..http..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "dev.rowcast.mysql..", "dev.rowcast.demo..", "dev.rowcast.cli..", "dev.rowcast"));

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.rowcast.(*)..").should().beFreeOfCycles();
}
