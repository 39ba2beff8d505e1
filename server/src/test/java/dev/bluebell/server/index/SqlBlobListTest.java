package dev.bluebell.server.index;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqlBlobListTest extends BlobListContract {

    @TempDir
    Path folder;

    @Override
    BlobIndex open() {
        return SqlBlobIndex.open(folder.resolve("index.db"));
    }
}
