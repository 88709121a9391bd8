package org.resumelb.demo;

import java.sql.DriverManager;
import java.sql.SQLException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the option's database, for which there must be a driver. */
final class JdbcUrl implements ITypeConverter<String> {
    @Override
    public String convert(String value) {
        try {
            DriverManager.getDriver(value);
            return value;
        } catch (SQLException e) {
            throw new TypeConversionException(
                    value + " (expected: a JDBC URL such as jdbc:postgresql://host/database?user=U&password=P)");
        }
    }
}
