package dev.bluebell.nostr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchnorrChoiceTest {

    private static final Schnorr PREFERRED = new BouncyCastleSchnorr();
    private static final Schnorr FALLBACK = new BouncyCastleSchnorr();

    @Test
    void takesTheNativeLibraryWhereItLoads() {
        assertThat(Schnorr.FASTEST).isInstanceOf(NativeSchnorr.class);
    }

    @Test
    void takesThePreferredImplementationIfItLoads() {
        assertThat(Schnorr.firstThatLoads(() -> PREFERRED, () -> FALLBACK)).isSameAs(PREFERRED);
    }

    @Test
    void fallsBackWhenTheLibraryCannotBeLinked() {
        Schnorr chosen = Schnorr.firstThatLoads(
                () -> {
                    throw new UnsatisfiedLinkError("no build for this system");
                },
                () -> FALLBACK);

        assertThat(chosen).isSameAs(FALLBACK);
    }

    @Test
    void fallsBackWhenTheLoaderGivesUp() {
        Schnorr chosen = Schnorr.firstThatLoads(
                () -> {
                    throw new IllegalStateException("could not load the native library");
                },
                () -> FALLBACK);

        assertThat(chosen).isSameAs(FALLBACK);
    }

    @ParameterizedTest
    @CsvSource({
        "nothing, NativeSchnorr",
        "secp256k1-kmp-jni-jvm-linux, BouncyCastleSchnorr",
        "secp256k1-kmp-jni, BouncyCastleSchnorr",
        "secp256k1-kmp, BouncyCastleSchnorr",
        "kotlin-stdlib, BouncyCastleSchnorr"
    })
    void fallsBackWhenAJarIsLeftOut(String leftOut, String implementation) throws Exception {
        try (URLClassLoader loader = classPathWithout(leftOut)) {
            Object chosen = readFastest(Class.forName(Schnorr.class.getName(), true, loader));

            assertThat(chosen.getClass().getSimpleName()).isEqualTo(implementation);
        }
    }

    private static Object readFastest(Class<?> schnorr) throws ReflectiveOperationException {
        var field = schnorr.getDeclaredField("FASTEST");
        field.setAccessible(true);
        return field.get(null);
    }

    private static URLClassLoader classPathWithout(String leftOut) throws MalformedURLException {
        List<URL> kept = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (!path.getFileName().toString().startsWith(leftOut)) {
                kept.add(path.toUri().toURL());
            }
        }
        return new URLClassLoader(kept.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
