# Built from the tree alone: every package is locked by hash. Files are the image's, owned by root; the server writes to /data
# and /tmp only, so the file system may be read-only (compose.yaml does so).
FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.txt
COPY LICENSE README.md pyproject.toml ./
COPY api api
COPY domain domain
COPY web web
RUN pip install --no-cache-dir --no-deps --no-build-isolation . \
    && useradd --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin tieout \
    && mkdir -m 0700 /data && chown tieout /data
USER 10001
WORKDIR /data
VOLUME /data
ENV TIEOUT_DATABASE_URL=sqlite:////data/tieout.db TIEOUT_HOST=0.0.0.0
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/ready', timeout=4)"]
CMD ["tieout", "serve"]
