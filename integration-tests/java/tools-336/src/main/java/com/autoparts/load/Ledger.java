package com.autoparts.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;

/** What was acknowledged, on disk before anyone goes on. */
final class Ledger {
    private final FileChannel file;
    private long lines;

    Ledger(String path) throws IOException {
        file = FileChannel.open(Paths.get(path),
            StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    synchronized void append(String line) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(false);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        lines++;
    }

    synchronized long size() {
        return lines;
    }
}
