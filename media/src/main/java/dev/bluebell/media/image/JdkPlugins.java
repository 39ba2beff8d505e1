package dev.bluebell.media.image;

import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.function.Supplier;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageReaderWriterSpi;
import javax.imageio.spi.ImageWriterSpi;

/** The readers and writers of the JDK itself, whichever others are on the class path. */
final class JdkPlugins {

    private static final String PACKAGE = "com.sun.imageio.";

    private JdkPlugins() {}

    static ImageReader reader(String format) throws IOException {
        return provider(ImageReaderSpi.class, format).createReaderInstance();
    }

    /** A reader that reads through the JDK's own, which it learns of only when it is registered. */
    static ImageReader registered(Supplier<? extends ImageReaderSpi> plugin) throws IOException {
        ImageReaderSpi fresh = plugin.get();
        IIORegistry registry = IIORegistry.getDefaultInstance();
        ImageReaderSpi known = registry.getServiceProviderByClass(fresh.getClass());
        if (known == null) { // the loader of the calling thread could not see it
            registry.registerServiceProvider(fresh);
        }
        return (known == null ? fresh : known).createReaderInstance();
    }

    static ImageWriter writer(String format) throws IOException {
        return provider(ImageWriterSpi.class, format).createWriterInstance();
    }

    private static <P extends ImageReaderWriterSpi> P provider(Class<P> kind, String format) throws IOException {
        Iterator<P> found = IIORegistry.getDefaultInstance()
                .getServiceProviders(
                        kind,
                        one -> one instanceof ImageReaderWriterSpi spi
                                && spi.getClass().getName().startsWith(PACKAGE)
                                && Arrays.asList(spi.getFormatNames()).contains(format),
                        true);
        if (!found.hasNext()) {
            throw new IOException("this Java has nothing for " + format);
        }
        return found.next();
    }
}
