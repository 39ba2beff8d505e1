package dev.bluebell.cli;

import java.io.OutputStream;

/** Standard output as a stream; it stays open, and what cannot be written is an {@link OutputException}. */
final class StandardOutput extends OutputStream {

    private final Shell shell;

    StandardOutput(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        shell.write(bytes, offset, length);
    }
}
