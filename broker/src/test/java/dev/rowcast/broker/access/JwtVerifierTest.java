package dev.rowcast.broker.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.rowcast.broker.access.JwtVerifier.RefusedException;
import dev.rowcast.broker.access.JwtVerifier.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JwtVerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant SOON = NOW.plusSeconds(60);
    private static final KeyPair RSA = TestingTokens.rsa(2048);
    private static final KeyPair EC = TestingTokens.elliptic("secp256r1");
    private static final JwtSettings.Secret SECRET = new JwtSettings.Secret(TestingTokens.SECRET);

    private final Path file;

    JwtVerifierTest(@TempDir Path directory) {
        this.file = directory.resolve("keys");
    }

    @Test
    void acceptsATokenOfTheSecret() throws Exception {
        Token token = bySecret().verify(TestingTokens.hs256(claims()));

        assertThat(token).isEqualTo(new Token("alice", null, SOON.plusSeconds(30)));
    }

    @Test
    void refusesATokenOfAnotherSecretOrAnotherContent() {
        String other = TestingTokens.signed(
                new JWSHeader(JWSAlgorithm.HS256),
                claims(),
                TestingTokens.hmac("x".repeat(32).getBytes(UTF_8)));
        String[] parts = TestingTokens.hs256(claims()).split("\\.", -1);
        String forged =
                parts[0] + "." + TestingTokens.base64("{\"sub\":\"admin\",\"exp\":9999999999}") + "." + parts[2];

        refuses(bySecret(), other, "no key fits");
        refuses(bySecret(), forged, "no key fits");
        refuses(bySecret(), parts[0] + "." + parts[1] + ".", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE"})
    void neverAcceptsATokenWithoutASignature(String algorithm) {
        String header = TestingTokens.base64("{\"alg\":\"" + algorithm + "\"}");
        String claims = TestingTokens.base64("{\"sub\":\"alice\",\"exp\":9999999999}");

        refuses(bySecret(), header + "." + claims + ".", "");
        refuses(bySecret(), header + "." + claims + ".AAAA", "");
        refuses(byKeys(TestingTokens.pem(RSA.getPublic())), header + "." + claims + ".", "");
    }

    @Test
    void neverTakesAPublicKeyForASecret() {
        String pem = TestingTokens.pem(RSA.getPublic());
        for (byte[] secret : List.of(
                pem.getBytes(UTF_8),
                pem.strip().getBytes(UTF_8),
                RSA.getPublic().getEncoded())) {
            String confused =
                    TestingTokens.signed(new JWSHeader(JWSAlgorithm.HS256), claims(), TestingTokens.hmac(secret));
            refuses(byKeys(pem), confused, "no key fits");
        }
    }

    @Test
    void theKeyAndNotTheTokenDecidesOnTheAlgorithm() {
        JwtVerifier verifier = byKeys(TestingTokens.pem(RSA.getPublic()) + TestingTokens.pem(EC.getPublic()));
        for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256)) {
            refuses(
                    verifier,
                    TestingTokens.signed(new JWSHeader(algorithm), claims(), TestingTokens.signer(RSA)),
                    "no key fits");
        }
        for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.HS384, JWSAlgorithm.HS512)) {
            String secret = TestingTokens.SECRET.repeat(2);
            String token = TestingTokens.signed(
                    new JWSHeader(algorithm), claims(), TestingTokens.hmac(secret.getBytes(UTF_8)));
            refuses(verifier(new JwtSettings.Secret(secret), null, null), token, "no key fits");
        }
    }

    @Test
    void acceptsTokensOfPublicKeysInPem() throws Exception {
        JwtVerifier verifier =
                byKeys("keys\n" + TestingTokens.pem(RSA.getPublic()) + TestingTokens.pem(EC.getPublic()));

        assertThat(verifier.verify(rs256(RSA, null)).user()).isEqualTo("alice");
        assertThat(verifier.verify(es256(EC)).user()).isEqualTo("alice");
        refuses(verifier, rs256(TestingTokens.rsa(2048), null), "no key fits");
        refuses(verifier, es256(TestingTokens.elliptic("secp256r1")), "no key fits");
    }

    @Test
    void acceptsTokensOfAKeySetByTheirKeyIds() throws Exception {
        KeyPair newer = TestingTokens.rsa(2048);
        JwtVerifier verifier = byKeys(new JWKSet(List.of(
                        new RSAKey.Builder((RSAPublicKey) RSA.getPublic())
                                .keyID("old")
                                .build(),
                        new RSAKey.Builder((RSAPublicKey) newer.getPublic())
                                .keyID("new")
                                .build(),
                        new ECKey.Builder(Curve.P_256, (ECPublicKey) EC.getPublic()).build()))
                .toString());

        assertThat(verifier.verify(rs256(RSA, "old")).user()).isEqualTo("alice");
        assertThat(verifier.verify(rs256(newer, "new")).user()).isEqualTo("alice");
        assertThat(verifier.verify(rs256(newer, null)).user()).isEqualTo("alice");
        assertThat(verifier.verify(es256(EC)).user()).isEqualTo("alice");
        refuses(verifier, rs256(RSA, "new"), "no key fits");
        refuses(verifier, rs256(RSA, "gone"), "no key fits");
    }

    @Test
    void refusesKeysThatMustNotBeThere() {
        unusable(TestingTokens.pem(RSA.getPrivate()), "it holds a PRIVATE KEY");
        unusable(
                new JWKSet(new OctetSequenceKey.Builder(TestingTokens.SECRET.getBytes(UTF_8)).build()).toString(false),
                "it holds a secret or private key");
        unusable(
                new JWKSet(new RSAKey.Builder((RSAPublicKey) RSA.getPublic())
                                .privateKey(RSA.getPrivate())
                                .build())
                        .toString(false),
                "it holds a secret or private key");
        unusable(TestingTokens.pem(TestingTokens.rsa(1024).getPublic()), "it holds an RSA key of 1024 bits");
        unusable(
                TestingTokens.pem(TestingTokens.elliptic("secp384r1").getPublic()),
                "an EC key on another curve than P-256");
        unusable("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "a PUBLIC KEY that can not be read");
        unusable("nothing", "it holds 0 public keys");
        unusable("{\"keys\":1}", "is none");
        assertThatThrownBy(() -> new JwtSettings.Secret("x".repeat(31))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void checksTheTimesWithALeewayOfThirtySeconds() throws Exception {
        assertThat(bySecret().verify(TestingTokens.hs256(TestingTokens.claims("alice", NOW.minusSeconds(29)))))
                .isNotNull();
        assertThat(bySecret().verify(TestingTokens.hs256(claims().notBeforeTime(Date.from(NOW.plusSeconds(30))))))
                .isNotNull();
        refuses(bySecret(), TestingTokens.hs256(TestingTokens.claims("alice", NOW.minusSeconds(30))), "has expired");
        refuses(bySecret(), TestingTokens.hs256(claims().notBeforeTime(Date.from(NOW.plusSeconds(31)))), "nbf");
        refuses(bySecret(), TestingTokens.hs256(new JWTClaimsSet.Builder().subject("alice")), "no exp");
        refuses(
                bySecret(),
                TestingTokens.hs256(new JWTClaimsSet.Builder().subject("alice").claim("exp", "tomorrow")),
                "can not be read");
        refuses(
                bySecret(),
                TestingTokens.hs256(new JWTClaimsSet.Builder().subject("alice").claim("exp", 1e300)),
                "has expired");
    }

    @Test
    void checksIssuerAndAudienceWhereTheyAreAskedFor() throws Exception {
        JwtVerifier verifier = verifier(SECRET, "https://login.example", "rowcast");
        JWTClaimsSet.Builder good = claims().issuer("https://login.example").audience(List.of("other", "rowcast"));

        assertThat(verifier.verify(TestingTokens.hs256(good)).user()).isEqualTo("alice");
        refuses(verifier, TestingTokens.hs256(claims().audience("rowcast")), "its iss");
        refuses(verifier, TestingTokens.hs256(good.issuer("https://login.example.org")), "its iss");
        refuses(
                verifier,
                TestingTokens.hs256(claims().issuer("https://login.example").audience("other")),
                "its aud");
        refuses(verifier, TestingTokens.hs256(claims().issuer("https://login.example")), "its aud");
    }

    @Test
    void needsAUserName() {
        refuses(bySecret(), TestingTokens.hs256(new JWTClaimsSet.Builder().expirationTime(Date.from(SOON))), "its sub");
        refuses(bySecret(), TestingTokens.hs256(TestingTokens.claims("", SOON)), "its sub");
        refuses(bySecret(), TestingTokens.hs256(TestingTokens.claims("a\0b", SOON)), "its sub");
    }

    @Test
    void readsWhatNarrowsTheRights() throws Exception {
        Map<String, ?> acl = Map.of("read", List.of("orders/state/42", "rowcast/+"), "write", List.of());
        Token token = bySecret().verify(TestingTokens.hs256(claims().claim("acl", acl)));
        Token readOnly =
                bySecret().verify(TestingTokens.hs256(claims().claim("acl", Map.of("read", List.of("orders/")))));

        assertThat(narrowing(token).read())
                .extracting(TopicFilter::toString)
                .containsExactly("orders/state/42", "rowcast/+");
        assertThat(narrowing(token).write()).isEmpty();
        assertThat(narrowing(readOnly).write()).isEmpty();
        assertThat(narrowing(readOnly).read().get(0).selects("orders/state/1")).isFalse();
    }

    @Test
    void refusesAnAclThatItDoesNotUnderstand() {
        for (Object acl : List.of(
                "read",
                List.of("orders/#"),
                Map.of("deny", List.of("orders/#")),
                Map.of("read", "orders/#"),
                Map.of("read", List.of(7)),
                Map.of("read", List.of("a/#/b")),
                Map.of("read", List.of("$share/g/a")),
                Map.of("read", java.util.Collections.nCopies(201, "a")))) {
            refuses(bySecret(), TestingTokens.hs256(claims().claim("acl", acl)), "its acl");
        }
        String header = TestingTokens.base64("{\"alg\":\"HS256\"}");
        assertThat(JwtVerifier.isTokenLike(header + ".e30.AAAA")).isTrue();
    }

    @Test
    void refusesWhatItDoesNotUnderstandInTheHeader() {
        JWSHeader critical = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .criticalParams(Set.of("odd"))
                .customParam("odd", 1)
                .build();

        refuses(
                bySecret(),
                TestingTokens.signed(critical, claims(), TestingTokens.hmac(TestingTokens.SECRET.getBytes(UTF_8))),
                "no key fits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "a.b.c", "eyJ.eyJ", "eyJ!.eyJ.x", "eyJ.e30.", "eyJhbGciOiJIUzI1NiJ9..AAAA"})
    void refusesWhatIsNoToken(String text) {
        refuses(bySecret(), text, "");
    }

    private static JwtVerifier.Narrowing narrowing(Token token) {
        return requireNonNull(token.narrowing());
    }

    private static JWTClaimsSet.Builder claims() {
        return TestingTokens.claims("alice", SOON);
    }

    private static String rs256(KeyPair keys, @Nullable String id) {
        return TestingTokens.signed(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id).build(), claims(), TestingTokens.signer(keys));
    }

    private static String es256(KeyPair keys) {
        return TestingTokens.signed(new JWSHeader(JWSAlgorithm.ES256), claims(), TestingTokens.signer(keys));
    }

    private JwtVerifier bySecret() {
        return verifier(SECRET, null, null);
    }

    private static JwtVerifier verifier(JwtSettings.Secret secret, @Nullable String issuer, @Nullable String audience) {
        return new JwtVerifier(new JwtSettings(secret, issuer, audience), JwtKeys.ofSecret(secret), clock());
    }

    private JwtVerifier byKeys(String text) {
        try {
            Files.writeString(file, text);
            JwtSettings settings = new JwtSettings(new JwtSettings.KeysFile(file), null, null);
            return new JwtVerifier(settings, JwtKeys.read(file), clock());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    private static void refuses(JwtVerifier verifier, String token, String reason) {
        assertThatThrownBy(() -> verifier.verify(token))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(reason);
    }

    private void unusable(String text, String cause) {
        assertThatThrownBy(() -> {
                    Files.writeString(file, text);
                    JwtKeys.read(file);
                })
                .isInstanceOf(AccessFileException.class)
                .hasMessageContainingAll(file.toString(), cause, "; to mend: ");
    }
}
