package io.atoll.kit.internal;

import static io.atoll.kit.FakeServer.Reply.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.kit.FakeServer;
import io.atoll.kit.FakeServer.Reply;
import io.atoll.kit.Recording;
import io.atoll.kit.http.Auth;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Http;
import io.atoll.kit.http.Paging;
import io.atoll.kit.http.Server;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unexpected;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressTest {

    private final Clients clients = new Clients();

    @AfterEach
    void close() {
        clients.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "2130706433",
                "0x7f000001",
                "0x7f.0.0.1",
                "0177.0.0.1",
                "017700000001",
                "127.0.0.1.",
                "localhost",
                "0.0.0.0",
                "0",
                "10.1.2.3",
                "172.31.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
                "[fe80::1]",
                "[fd00:ec2::254]"
            })
    void refusesAddressesThatAreNotPublicInAllTheirSpellings(String host) {
        assertThatThrownBy(() -> new Egress(List.of(), Set.of()).resolve(host))
                .isInstanceOf(Egress.Refused.class)
                .hasMessageContaining("is not a public address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.256", "1.2.3.4.5", "0x.0x100000000", "09.1.1.1", "[::1%lo]", "4294967296"})
    void refusesWhatLooksLikeAnAddressAndIsNone(String host) {
        assertThatThrownBy(() -> new Egress(List.of(), Set.of()).resolve(host))
                .isInstanceOf(UnknownHostException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "[2606:2800:220:1:248:1893:25c8:1946]", "172.32.0.1", "11.0.0.1"})
    void letsPublicAddressesThrough(String host) {
        assertThatCode(() -> new Egress(List.of(), Set.of()).resolve(host)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.9.9.9, true",
        "10.0.0.0/9, 10.200.0.1, false",
        "127.0.0.1, 127.0.0.2, false",
        "fd00::/8, fd12::1, true"
    })
    void letsThroughWhatIsAllowed(String block, String address, boolean through) throws Exception {
        assertThat(AddressBlock.parse(block).contains(java.util.Objects.requireNonNull(Literal.parse(address))))
                .isEqualTo(through);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "nonsense", "10.0.0.0/x", ""})
    void refusesBlocksThatAreNone(String block) {
        assertThatThrownBy(() -> Server.at("https://x.example").addresses(block).reach().addresses().stream()
                        .map(AddressBlock::parse)
                        .toList())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no block of addresses");
    }

    @Test
    void followsRedirectionsWithinTheServer() throws Exception {
        try (var server = FakeServer.answering(request -> request.path().equals("/old")
                ? Reply.of(302, "").with("Location", "/new?a=b")
                : json("{\"ok\":true}"))) {
            Http http = clients.open(Server.at(server.base()).auth(Auth.bearer("t")));

            assertThat(http.json(Call.get("old").query("q", 1)).path("ok").asBoolean())
                    .isTrue();
            assertThat(server.asked()).containsExactly("GET /old?{q=1}", "GET /new?{a=b}");
            assertThat(server.requests.getLast().header("authorization")).isEqualTo("Bearer t");
        }
    }

    @Test
    void sendsNothingToAnotherHost() throws Exception {
        try (var thief = FakeServer.at(2, request -> json("{\"items\":[],\"next\":null}"));
                var server = FakeServer.answering(request -> request.path().equals("/moved")
                        ? Reply.of(307, "").with("Location", thief.base() + "/x")
                        : request.path().equals("/link")
                                ? json("[{\"id\":1}]").with("Link", "<" + thief.base() + "/x>; rel=\"next\"")
                                : json("{\"items\":[{\"id\":1}],\"next\":\"" + thief.base() + "/x\"}"))) {
            Http http = clients.open(Server.at(server.base()).auth(Auth.bearer("s3cret")));

            assertThatThrownBy(() -> http.json(Call.get("moved")))
                    .isInstanceOf(Unexpected.class)
                    .hasMessageContaining("leads to " + thief.base())
                    .hasMessageContaining("no credentials");
            assertThatThrownBy(() -> http.read(Call.get("link"), Paging.link(), new Recording()))
                    .isInstanceOf(Unexpected.class)
                    .hasMessageContaining("leads to " + thief.base());
            assertThatThrownBy(
                            () -> http.read(Call.get("body").items("/items"), Paging.nextUrl("/next"), new Recording()))
                    .isInstanceOf(Unexpected.class);
            assertThatThrownBy(() -> http.json(Call.get(thief.base() + "/x"))).isInstanceOf(Unexpected.class);
            assertThat(thief.requests).isEmpty();
        }
    }

    @Test
    void goesToOtherHostsThatAreAllowedWithOrWithoutCredentials() throws Exception {
        try (var other = FakeServer.at(2, request -> json("{}"));
                var server = FakeServer.answering(request -> Reply.of(307, "").with("Location", other.base() + "/x"))) {
            Server with = Server.at(server.base()).auth(Auth.bearer("t")).header("X-Own", "1");

            clients.open(with.followsTo("127.0.0.2")).json(Call.get("a"));
            clients.open(with.alsoAt("127.0.0.2:" + other.port())).json(Call.get("a"));

            assertThat(other.requests)
                    .extracting(request -> request.header("authorization") + request.header("x-own"))
                    .containsExactly("", "Bearer t1");
        }
    }

    @Test
    void endsRedirectionsThatGoInCircles() throws Exception {
        try (var server = FakeServer.answering(request -> Reply.of(302, "").with("Location", "/x"))) {
            assertThatThrownBy(() -> clients.open(server.base()).json(Call.get("x")))
                    .isInstanceOf(Unexpected.class)
                    .hasMessageContaining("sent on 5 times");
            assertThat(server.requests).hasSize(6);
        }
    }

    @Test
    void doesNotRepeatAPostWhereItIsSentOn() throws Exception {
        try (var server = FakeServer.answering(request -> Reply.of(302, "").with("Location", "/login"))) {
            assertThatThrownBy(() -> clients.open(server.base()).json(Call.post("x")))
                    .isInstanceOf(Unexpected.class)
                    .hasMessageContaining("/login");
        }
    }

    @Test
    void refusesAPrivateAddressThatARedirectionNames() throws Exception {
        try (var server = FakeServer.answering(
                request -> Reply.of(302, "").with("Location", "http://169.254.169.254/latest/meta-data"))) {
            Http http = clients.openAnywhere(
                    Server.at(server.base()).addresses("127.0.0.1").followsTo("169.254.169.254"));

            assertThatThrownBy(() -> http.json(Call.get("x")))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining("169.254.169.254 is not a public address");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https, api.example.com, 443, http://secure:3128",
        "http, api.example.com, 80, http://plain:3128",
        "https, internal.corp, 443, ",
        "https, a.internal.corp, 443, ",
        "https, notinternal.corp, 443, http://secure:3128",
        "https, 10.1.2.3, 443, ",
        "https, ported.example, 8443, ",
        "https, ported.example, 443, http://secure:3128"
    })
    void asksTheEnvironmentForAProxy(String scheme, String host, int port, String proxy) {
        Proxies proxies = Proxies.of(Map.of(
                "HTTP_PROXY", "plain:3128",
                "https_proxy", "http://secure:3128",
                "NO_PROXY", ".internal.corp, 10.0.0.0/8 ported.example:8443"));

        assertThat(proxies.of(scheme, host, port)).isEqualTo(proxy == null ? null : URI.create(proxy));
    }

    @Test
    void namesTheVariableThatIsNoProxy() {
        assertThatThrownBy(() -> Proxies.of(Map.of("HTTPS_PROXY", "socks5://s3cret@x")))
                .hasMessageContaining("https_proxy")
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void goesThroughAProxyWithItsPassword() throws Exception {
        try (var proxy = FakeServer.at(
                3,
                request -> request.header("proxy-authorization").isEmpty()
                        ? Reply.of(407, "").with("Proxy-Authenticate", "Basic realm=\"x\"")
                        : json("{\"via\":\"proxy\"}"))) {
            Http http = clients.openAnywhere(Server.at("http://api.example.com")
                    .proxy(URI.create(proxy.base().replace("//", "//joe:s3cret@"))));

            assertThat(http.json(Call.get("x")).path("via").asText()).isEqualTo("proxy");
            assertThat(proxy.requests.getLast().header("host")).isEqualTo("api.example.com");
            assertThatThrownBy(() -> clients.openAnywhere(
                                    Server.at("http://169.254.169.254").proxy(URI.create(proxy.base())))
                            .json(Call.get("x")))
                    .isInstanceOf(Misconfigured.class);
        }
    }
}
