import { Router, static as serveStatic } from 'express';
import helmet from 'helmet';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const swaggerUiFolder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

/** Only what the page loads; the package also has source maps and a sample start script that asks a public server. */
const ASSETS = /^\/(swagger-ui\.css|swagger-ui-bundle\.js|favicon-32x32\.png)$/;

// The OpenID Connect scheme is left out of the page: the viewer would fetch the issuer's metadata from another origin.
const START_SCRIPT = `fetch('../openapi.json').then((answer) => answer.json()).then((spec) => {
  delete spec.components.securitySchemes.openIdConnect;
  for (const path of Object.values(spec.paths)) {
    for (const operation of Object.values(path)) {
      if (operation.security) operation.security = operation.security.filter((scheme) => !('openIdConnect' in scheme));
    }
  }
  SwaggerUIBundle({ spec, dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null, persistAuthorization: false });
});
`;

/** Swagger UI from the installed package, for networks without internet; nothing is asked of any other host. */
export function docsRouter(title: string): Router {
  const router = Router();
  router.use(
    helmet.contentSecurityPolicy({
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Swagger UI sets style attributes and draws its icons from data URLs.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    }),
  );
  const assets = serveStatic(swaggerUiFolder, { index: false });
  router.get('/', (req, res) => {
    if (!new URL(req.originalUrl, 'http://localhost').pathname.endsWith('/')) res.redirect('docs/');
    else res.type('html').send(page(title));
  });
  router.get('/start.js', (_req, res) => {
    res.type('text/javascript').send(START_SCRIPT);
  });
  router.use((req, res, next) => {
    if (ASSETS.test(req.path)) assets(req, res, next);
    else next('router');
  });
  return router;
}

function page(title: string): string {
  const text = title.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text} · 接口说明</title>
<link rel="icon" href="favicon-32x32.png">
<link rel="stylesheet" href="swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="swagger-ui-bundle.js"></script>
<script src="start.js"></script>
</body>
</html>
`;
}
