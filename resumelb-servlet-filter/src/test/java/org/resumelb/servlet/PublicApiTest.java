package org.resumelb.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What users compile against stays: the recorded API may gain something, and loses nothing. */
final class PublicApiTest {
    private static final String PACKAGE = "org.resumelb.servlet";
    private static final Path RECORD = Path.of("src/test/resources/api", PACKAGE + ".txt");

    @Test
    void nothingOfThePublicApiIsGone() throws IOException {
        SortedSet<String> api = api();
        if (Boolean.getBoolean("resumelb.api.record")) {
            Files.createDirectories(RECORD.getParent());
            Files.write(RECORD, api);
        }
        List<String> gone = Files.readAllLines(RECORD).stream()
                .filter(line -> !api.contains(line))
                .toList();
        assertEquals(List.of(), gone, "gone from the public API; if that is meant, -Dresumelb.api.record=true records it");
    }

    private static SortedSet<String> api() {
        SortedSet<String> api = new TreeSet<>();
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(PACKAGE).stream()
                        .map(JavaClass::reflect)
                        .filter(PublicApiTest::isOpen)
                        .forEach(type -> describe(type, api));
        return api;
    }

    private static void describe(Class<?> type, SortedSet<String> api) {
        String supertypes = Stream.concat(
                        Stream.ofNullable(type.getGenericSuperclass()), Stream.of(type.getGenericInterfaces()))
                .map(java.lang.reflect.Type::getTypeName)
                .reduce("", (all, next) -> all + " " + next);
        api.add(type.toGenericString() + " :" + supertypes);
        Stream.of(type.getDeclaredFields()).filter(PublicApiTest::isOpen).forEach(field -> api.add(field.toGenericString()));
        Stream.<Executable>concat(Stream.of(type.getDeclaredConstructors()), Stream.of(type.getDeclaredMethods()))
                .filter(PublicApiTest::isOpen)
                .filter(member -> !member.isSynthetic())
                .forEach(member -> api.add(member.toGenericString()));
    }

    private static boolean isOpen(Class<?> type) {
        Class<?> outer = type.getDeclaringClass();
        return (Modifier.isPublic(type.getModifiers()) || Modifier.isProtected(type.getModifiers()))
                && (outer == null || isOpen(outer));
    }

    private static boolean isOpen(Member member) {
        return Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers());
    }
}
