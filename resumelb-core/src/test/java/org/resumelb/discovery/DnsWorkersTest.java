package org.resumelb.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsWorkersTest {
    @ParameterizedTest
    @CsvSource({
        "dns+http://shop:8080, shop, 10.0.0.7, http://10.0.0.7:8080",
        "' dns+http://shop.svc:80/app;version=7', shop.svc, 10.0.0.7, http://10.0.0.7:80/app;version=7",
        "dns+https://shop:443;protocol=h2, shop, fd00::1, https://[fd00::1]:443;protocol=h2"
    })
    void eachAddressOfTheNameIsAWorker(String text, String name, String address, String worker) {
        DnsWorkers workers = DnsWorkers.parse(text);
        assertEquals(name, workers.host());
        assertEquals(worker, workers.at(address).text());
        assertEquals(workers, DnsWorkers.parse(workers.text()));
    }

    @Test
    void anAddressInPlaceOfANameIsLookedUpWithoutBrackets() {
        assertEquals("::1", DnsWorkers.parse("dns+http://[::1]:80").host());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dns+http://shop", "dns+ftp://shop:21", "dns+shop:80", "dns+", "http://shop:80"})
    void whatIsNotOfTheFormIsRefusedWithTheForm(String text) {
        var e = assertThrows(IllegalArgumentException.class, () -> DnsWorkers.parse(text));
        assertEquals(text + " (expected: dns+http(s)://name:port[/context][;version=V][;protocol=P])", e.getMessage());
    }

    @Test
    void itIsToldFromAWorkersAddressByItsBeginning() {
        assertTrue(DnsWorkers.isMeant(" dns+nonsense"));
        assertFalse(DnsWorkers.isMeant("http://dns+.example:80"));
    }
}
