package dev.bluebell.e2e;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of docs/architecture.md and CONTRIBUTING.md that can be read from class files. */
class ArchitectureTest {

    /** Each module that others stand on, and which modules it may use. */
    private static final Map<String, Set<String>> MODULES = Map.of(
            "nostr",
            Set.of(),
            "media",
            Set.of(),
            "database",
            Set.of(),
            "blossom",
            Set.of("nostr", "media"),
            "bluesky",
            Set.of("media"),
            "bluesky-store",
            Set.of("bluesky", "database"),
            "server",
            Set.of("nostr", "media", "database", "blossom"),
            "cli",
            Set.of("nostr", "media", "database", "blossom", "bluesky", "bluesky-store", "server"),
            "testing",
            Set.of());

    private static final JavaClasses BLUEBELL =
            new ClassFileImporter(Set.of(new ImportOption.DoNotIncludeTests())).importPackages("dev.bluebell");

    static Stream<String> modules() {
        return MODULES.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleUsesOnlyTheModulesThatItsRowNames(String module) {
        classes()
                .that(areIn(module))
                .should()
                .onlyDependOnClassesThat(describe(
                        "belong to " + module + ", to " + MODULES.get(module) + " or to nobody here",
                        used -> !isBluebell(used)
                                || moduleOf(used).equals(module)
                                || MODULES.getOrDefault(module, Set.of()).contains(moduleOf(used))))
                .check(BLUEBELL);
    }

    @Test
    void everyClassBelongsToAModuleOfTheTable() {
        Set<String> found = BLUEBELL.stream().map(ArchitectureTest::moduleOf).collect(Collectors.toSet());

        assertThat(found).isEqualTo(MODULES.keySet());
    }

    @Test
    void onlyTheHttpPackageOfTheServerTouchesTheEngine() {
        noClasses()
                .that(areIn("server"))
                .and()
                .resideOutsideOfPackage("dev.bluebell.server.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..")
                .check(BLUEBELL);
    }

    @Test
    void noClassOrPackageHasANameThatSaysNothing() {
        noClasses()
                .should()
                .haveNameMatching(".*\\.(common|core|utils?|helpers?|managers?|base|impl)\\..*")
                .orShould()
                .haveNameMatching(".*(Common|Core|Utils?|Helpers?|Managers?|Base|Impl)")
                .check(BLUEBELL);
    }

    @Test
    void everyPackageIsNullMarked() {
        Stream<JavaPackage> packages = BLUEBELL.getPackage("dev.bluebell").getSubpackagesInTree().stream()
                .filter(one -> !one.getClasses().isEmpty());

        assertThat(packages)
                .allSatisfy(one -> assertThat(one.isAnnotatedWith(NullMarked.class))
                        .as("%s is @NullMarked", one.getName())
                        .isTrue());
    }

    @Test
    void librariesLogThroughTheLoggerOfThePlatform() {
        noClasses()
                .that(areNotIn("cli"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.slf4j..", "ch.qos.logback..")
                .check(BLUEBELL);
    }

    @Test
    void onlyTheCommandPrints() {
        noClasses().that(areNotIn("cli")).should(ACCESS_STANDARD_STREAMS).check(BLUEBELL);
    }

    @Test
    void callsBlockInsteadOfPromising() {
        DescribedPredicate<JavaClass> promise =
                describe("a promise", type -> type.isAssignableTo(CompletionStage.class));
        codeUnits()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .should()
                .notHaveRawReturnType(promise)
                .andShould()
                .notHaveRawParameterTypes(
                        describe("with a promise", types -> types.stream().anyMatch(promise)))
                .check(BLUEBELL);
    }

    private static DescribedPredicate<JavaClass> areIn(String module) {
        return describe(
                "are in " + module, one -> isBluebell(one) && moduleOf(one).equals(module));
    }

    private static DescribedPredicate<JavaClass> areNotIn(String module) {
        return DescribedPredicate.not(areIn(module));
    }

    private static boolean isBluebell(JavaClass one) {
        return one.getPackageName().startsWith("dev.bluebell.");
    }

    private static String moduleOf(JavaClass one) {
        String name = one.getPackageName();
        return name.startsWith("dev.bluebell.bluesky.store") ? "bluesky-store" : name.split("\\.", 4)[2];
    }
}
