# docker build -t articled .
# docker run --read-only -p 127.0.0.1:8080:8080 -v articles:/data articled
FROM debian:bookworm-slim AS build
WORKDIR /source
# First what changes seldom, so that it is kept.
COPY dev .
RUN ./dev deps
COPY . .
RUN ./dev build && strip -o /articled build/articled

FROM debian:bookworm-slim
RUN apt-get -q update \
    && apt-get -qy --no-install-recommends install \
        ca-certificates libcurl4 libjansson4 libmd4c0 libmicrohttpd12 libsqlite3-0 libnettle8 libzstd1 zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && install -d -o 65532 -g 65532 /data
COPY --from=build /articled /usr/local/bin/articled
USER 65532:65532
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s CMD ["articled", "health"]
# As it is, whoever reaches the port may read and write: publish it to 127.0.0.1 alone.
# ARTICLED_NO_AUTH=0 asks for the tokens that `docker exec CONTAINER articled token new NAME` makes.
ENV ARTICLED_LISTEN=0.0.0.0:8080 ARTICLED_DATA=/data ARTICLED_NO_AUTH=1 ARTICLED_RATE_ADDRESS=0
CMD ["articled", "serve"]
