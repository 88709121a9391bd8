package org.resumelb.jetty.testing.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.compression.HuffmanDecoder;
import org.eclipse.jetty.http2.hpack.HpackContext;

/** Header blocks (RFC 7541): written without compression, byte for byte; read in any form. Not thread-safe. */
final class Hpack {
    private static final int STATIC_ENTRIES = HpackContext.STATIC_TABLE.length - 1;
    private static final int ENTRY_OVERHEAD = 32;

    private final List<Field> dynamic = new ArrayList<>();
    private int capacity = 4_096;

    static byte[] encode(List<Field> fields) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (Field field : fields) {
            block.write(0);
            string(block, field.name());
            string(block, field.value());
        }
        return block.toByteArray();
    }

    private static void string(ByteArrayOutputStream block, String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        int length = bytes.length;
        if (length < 127) {
            block.write(length);
        } else {
            block.write(127);
            length -= 127;
            for (; length >= 128; length >>>= 7) {
                block.write((length & 127) | 128);
            }
            block.write(length);
        }
        block.writeBytes(bytes);
    }

    List<Field> decode(byte[] bytes) throws IOException {
        ByteBuffer block = ByteBuffer.wrap(bytes);
        List<Field> fields = new ArrayList<>();
        while (block.hasRemaining()) {
            int first = block.get() & 255;
            if (first >= 128) {
                fields.add(entry(integer(block, first, 7)));
            } else if (first >= 64) {
                Field field = literal(block, integer(block, first, 6));
                fields.add(field);
                dynamic.add(0, field);
                evict();
            } else if (first >= 32) {
                capacity = integer(block, first, 5);
                evict();
            } else {
                fields.add(literal(block, integer(block, first, 4)));
            }
        }
        return fields;
    }

    private Field literal(ByteBuffer block, int nameIndex) throws IOException {
        String name = nameIndex == 0 ? string(block) : entry(nameIndex).name();
        return new Field(name, string(block));
    }

    private Field entry(int index) throws IOException {
        if (index < 1 || index > STATIC_ENTRIES + dynamic.size()) {
            throw new IOException("no header table entry " + index);
        }
        if (index > STATIC_ENTRIES) {
            return dynamic.get(index - STATIC_ENTRIES - 1);
        }
        String[] entry = HpackContext.STATIC_TABLE[index];
        return new Field(entry[0], entry[1] == null ? "" : entry[1]);
    }

    private void evict() {
        while (!dynamic.isEmpty() && size() > capacity) {
            dynamic.remove(dynamic.size() - 1);
        }
    }

    private int size() {
        return dynamic.stream()
                .mapToInt(field -> field.name().length() + field.value().length() + ENTRY_OVERHEAD)
                .sum();
    }

    private static int integer(ByteBuffer block, int first, int prefixBits) {
        int max = (1 << prefixBits) - 1;
        int value = first & max;
        if (value < max) {
            return value;
        }
        int shift = 0;
        int next;
        do {
            next = block.get();
            value += (next & 127) << shift;
            shift += 7;
        } while ((next & 128) != 0);
        return value;
    }

    private static String string(ByteBuffer block) throws IOException {
        int first = block.get() & 255;
        int length = integer(block, first, 7);
        if (first < 128) {
            byte[] bytes = new byte[length];
            block.get(bytes);
            return new String(bytes, ISO_8859_1);
        }
        HuffmanDecoder huffman = new HuffmanDecoder();
        huffman.setLength(length);
        try {
            return String.valueOf(huffman.decode(block));
        } catch (org.eclipse.jetty.http.compression.EncodingException e) {
            throw new IOException(e);
        }
    }
}
